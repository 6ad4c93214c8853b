// SPDX-License-Identifier: MIT
#include "storage/wal_scan.h"

#include <boost/crc.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

namespace atelier::storage {
namespace {

constexpr std::size_t kBlockBytes = 32 * 1024;
constexpr std::size_t kHeaderBytes = 7;        // masked crc32c (4), length (2), type (1), little-endian
constexpr std::size_t kBatchHeaderBytes = 12;  // sequence (8), count (4)

enum class Fragment : std::uint8_t { Full = 1, First = 2, Middle = 3, Last = 4 };

std::uint32_t crc32c(std::string_view bytes) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

// RocksDB stores a rotated sum, so that a sum over bytes that hold a sum is sound.
std::uint32_t masked(std::uint32_t crc) {
    return ((crc >> 15U) | (crc << 17U)) + 0xa282ead8U;
}

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

struct Piece {
    Fragment type = Fragment::Full;
    std::string_view payload;
};

// The fragment that starts at `at` and ends in `block`, when it is whole.
std::optional<Piece> read_piece(std::string_view block, std::size_t at) {
    if (at + kHeaderBytes > block.size()) {
        return std::nullopt;
    }
    const std::uint32_t type = byte_at(block, at + 6);
    const std::size_t length = byte_at(block, at + 4) | (byte_at(block, at + 5) << 8U);
    if (type < 1 || type > 4 || at + kHeaderBytes + length > block.size()) {
        return std::nullopt;
    }
    const std::uint32_t stored = byte_at(block, at) | (byte_at(block, at + 1) << 8U) | (byte_at(block, at + 2) << 16U) |
                                 (byte_at(block, at + 3) << 24U);
    if (stored != masked(crc32c(block.substr(at + 6, 1 + length)))) {
        return std::nullopt;
    }
    return Piece{static_cast<Fragment>(type), block.substr(at + kHeaderBytes, length)};
}

// Behind which there are only zeros.
std::size_t end_of(std::string_view bytes) {
    static constexpr std::array<char, 4096> kZeros{};
    const std::string_view zeros(kZeros.data(), kZeros.size());
    while (bytes.ends_with(zeros)) {  // megabytes are passed over in no time
        bytes.remove_suffix(zeros.size());
    }
    return bytes.find_last_not_of('\0') + 1;
}

class FileScanner {
public:
    explicit FileScanner(std::string_view bytes) : bytes_(bytes), zeros_(end_of(bytes)) {}

    WalFileScan scan() {
        for (std::size_t begin = 0; begin < bytes_.size() && !result_.zeros_from; begin += kBlockBytes) {
            scan_block(begin, bytes_.substr(begin, kBlockBytes));
        }
        if (assembling_) {
            note_damage(assembling_->offset);  // its end is missing
        }
        return std::move(result_);
    }

private:
    void scan_block(std::size_t begin, std::string_view block) {
        const std::size_t zeros = block.find_last_not_of('\0') + 1;  // up to the end of the block
        std::size_t at = 0;
        while (at < block.size()) {
            if (begin + at >= zeros_) {
                result_.zeros_from = begin + at;
                return;
            }
            if (block.size() == kBlockBytes && kBlockBytes - at < kHeaderBytes) {
                return;  // how a block ends: room for no header, which nobody reads, RocksDB neither
            }
            if (at >= zeros) {
                // Less than a header is how a log ends. More was lost.
                if (block.size() - at >= kHeaderBytes) {
                    note_damage(begin + at);
                    assembling_.reset();
                }
                return;
            }
            const std::optional<Piece> piece = read_piece(block, at);
            if (!piece) {
                // A length that cannot be trusted: the next whole fragment may start anywhere.
                note_damage(begin + at);
                assembling_.reset();
                at += 1;
                continue;
            }
            take(begin + at, *piece);
            at += kHeaderBytes + piece->payload.size();
        }
    }

    void take(std::uint64_t offset, const Piece& piece) {
        const bool starts = piece.type == Fragment::Full || piece.type == Fragment::First;
        if (starts == assembling_.has_value()) {
            // A record that goes on without its beginning, or one that begins inside another.
            note_damage(assembling_ ? assembling_->offset : offset);
            assembling_.reset();
        }
        if (starts) {
            assembling_ = WalFileScan::Entry{offset, {}};
        }
        if (!assembling_) {
            return;
        }
        assembling_->batch += piece.payload;
        if (piece.type == Fragment::Full || piece.type == Fragment::Last) {
            if (assembling_->batch.size() >= kBatchHeaderBytes) {
                result_.entries.push_back(std::move(*assembling_));
            }
            assembling_.reset();
        }
    }

    void note_damage(std::uint64_t offset) {
        if (!result_.damaged_at) {
            result_.damaged_at = offset;
        }
    }

    std::string_view bytes_;
    const std::size_t zeros_;  // from there on to the end
    WalFileScan result_;
    std::optional<WalFileScan::Entry> assembling_;  // a record whose last fragment has not come yet
};

// Of a RocksDB write batch: the number of its first operation; these have no gap. And how many operations it has.
std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) {
        value = value << 8U | byte_at(bytes, i - 1);
    }
    return value;
}

std::uint64_t first_of(std::string_view batch) {
    return little_endian(batch.substr(0, 8));
}

std::uint64_t count_of(std::string_view batch) {
    return little_endian(batch.substr(8, 4));
}

// Logs by number, oldest first: their names are the number and ".log".
std::vector<std::filesystem::path> find_logs(const std::string& directory) {
    std::vector<std::filesystem::path> logs;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
        const std::string stem = entry.path().stem().string();
        const bool is_number = !stem.empty() && stem.find_first_not_of("0123456789") == std::string::npos;
        if (is_number && entry.path().extension() == ".log") {
            logs.push_back(entry.path());
        }
    }
    std::sort(logs.begin(), logs.end(), [](const auto& a, const auto& b) {
        const std::string left = a.stem().string();
        const std::string right = b.stem().string();
        return left.size() != right.size() ? left.size() < right.size() : left < right;
    });
    return logs;
}

Result<std::string> read_file(const std::filesystem::path& path) {
    std::error_code error;
    std::string bytes(std::filesystem::file_size(path, error), '\0');
    std::ifstream in(path, std::ios::binary);
    if (error || !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        return Error(ErrorCode::Io, "reading " + path.string());
    }
    return bytes;
}

}  // namespace

WalFileScan scan_wal_file(std::string_view bytes) {
    return FileScanner(bytes).scan();
}

Result<WalScan> scan_wal(const std::string& directory) {
    WalScan all;
    std::optional<WalScan::Damage> damage;
    std::optional<WalScan::Damage> end;  // of the log before, which has only zeros from there on
    std::optional<std::uint64_t> due;    // the first operation of the next record
    for (const std::filesystem::path& path : find_logs(directory)) {
        ATELIER_TRY_ASSIGN(const std::string bytes, read_file(path));
        WalFileScan file = scan_wal_file(bytes);
        if (!file.entries.empty()) {
            if (!damage && end && due && first_of(file.entries.front().batch) != *due) {
                damage = end;  // there was more
            }
            end.reset();
            due = first_of(file.entries.back().batch) + count_of(file.entries.back().batch);
        }
        if (!damage && file.damaged_at) {
            damage = WalScan::Damage{path.string(), *file.damaged_at};
        }
        if (file.zeros_from) {
            end = WalScan::Damage{path.string(), *file.zeros_from};
        }
        for (WalFileScan::Entry& entry : file.entries) {
            const bool is_behind = damage && (path.string() != damage->file || entry.offset > damage->offset);
            if (is_behind) {
                all.behind.push_back(std::move(entry.batch));
            }
        }
    }
    if (!all.behind.empty()) {
        all.damage = std::move(damage);
    }
    return all;
}

}  // namespace atelier::storage
