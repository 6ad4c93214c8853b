// SPDX-License-Identifier: MIT
#include "tests/unit/storage/fault_file_system.h"

#include <rocksdb/system_clock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/base/check.h"

namespace atelier::storage {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

std::string parent_of(const std::string& name) {
    return std::filesystem::path(name).lexically_normal().parent_path().string();
}

std::string directory_name(const std::string& name) {
    return (std::filesystem::path(name) / "x").lexically_normal().parent_path().string();
}

class ShortNaps final : public rocksdb::SystemClockWrapper {
public:
    ShortNaps() : SystemClockWrapper(rocksdb::SystemClock::Default()) {}
    const char* Name() const override { return "ShortNaps"; }
    void SleepForMicroseconds(int micros) override { SystemClockWrapper::SleepForMicroseconds(std::min(micros, 1000)); }
};

class FaultEnv final : public rocksdb::EnvWrapper {
public:
    explicit FaultEnv(const std::shared_ptr<FaultFileSystem>& disk) : EnvWrapper(rocksdb::NewCompositeEnv(disk)) {
        file_system_ = disk;
        system_clock_ = std::make_shared<ShortNaps>();
    }
    const char* Name() const override { return "FaultEnv"; }
};

bool is_wal(const std::string& name) {
    return name.ends_with(".log");
}

}  // namespace

class FaultFileSystem::File final : public rocksdb::FSWritableFileOwnerWrapper {
public:
    File(FaultFileSystem& owner, std::string name, std::unique_ptr<rocksdb::FSWritableFile> file)
        : FSWritableFileOwnerWrapper(std::move(file)),
          owner_(owner),
          name_(std::move(name)) {}

    IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, IODebugContext* debug) override {
        if (IOStatus refused = owner_.before_append(name_); !refused.ok()) {
            return refused;
        }
        IOStatus status = FSWritableFileOwnerWrapper::Append(data, options, debug);
        if (status.ok()) {
            owner_.on_appended(name_, data.size());
        }
        return status;
    }

    IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                    IODebugContext* debug) override {
        return Append(data, options, debug);
    }

    IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
        IOStatus status = FSWritableFileOwnerWrapper::Truncate(size, options, debug);
        if (status.ok()) {
            owner_.on_truncated(name_, size);
        }
        return status;
    }

    IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
        if (IOStatus refused = owner_.before_sync(name_); !refused.ok()) {
            return refused;
        }
        const std::uint64_t up_to = owner_.written(name_);  // not what others append meanwhile
        IOStatus status = owner_.is_sparing_ ? IOStatus::OK() : FSWritableFileOwnerWrapper::Sync(options, debug);
        if (status.ok()) {
            owner_.on_synced(name_, up_to);
        }
        return status;
    }

    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }

private:
    FaultFileSystem& owner_;
    const std::string name_;
};

class FaultFileSystem::Directory final : public rocksdb::FSDirectoryWrapper {
public:
    Directory(FaultFileSystem& owner, std::string name, std::unique_ptr<rocksdb::FSDirectory> directory)
        : FSDirectoryWrapper(std::move(directory)),
          owner_(owner),
          name_(std::move(name)) {}

    IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
        if (IOStatus refused = owner_.before_sync(name_); !refused.ok()) {
            return refused;
        }
        IOStatus status = owner_.is_sparing_ ? IOStatus::OK() : FSDirectoryWrapper::Fsync(options, debug);
        if (status.ok()) {
            owner_.on_directory_synced(name_);
        }
        return status;
    }

    IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                                 const rocksdb::DirFsyncOptions&) override {
        return Fsync(options, debug);
    }

private:
    FaultFileSystem& owner_;
    const std::string name_;
};

FaultFileSystem::FaultFileSystem(std::uint64_t seed)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      random_(seed) {}

FaultFileSystem::~FaultFileSystem() = default;

void FaultFileSystem::fill_disk(const std::string& suffix) {
    const std::lock_guard lock(mutex_);
    full_suffix_ = suffix;
}

void FaultFileSystem::fail_syncs(const std::string& suffix) {
    const std::lock_guard lock(mutex_);
    sync_failure_suffix_ = suffix;
}

void FaultFileSystem::ignore_syncs() {
    const std::lock_guard lock(mutex_);
    is_ignoring_syncs_ = true;
}

void FaultFileSystem::spare_the_disk() {
    is_sparing_ = true;
}

void FaultFileSystem::fail_operation(std::uint64_t operation, Failure failure) {
    const std::lock_guard lock(mutex_);
    failing_operation_ = operations_ + operation;
    failure_ = failure;
}

std::uint64_t FaultFileSystem::operations() const {
    const std::lock_guard lock(mutex_);
    return operations_;
}

void FaultFileSystem::repair() {
    const std::lock_guard lock(mutex_);
    failing_operation_.reset();
    full_suffix_.reset();
    sync_failure_suffix_.reset();
    is_ignoring_syncs_ = false;
}

void FaultFileSystem::cut_power_after(std::uint64_t operations) {
    const std::lock_guard lock(mutex_);
    operations_left_ = operations;
}

bool FaultFileSystem::is_power_off() const {
    const std::lock_guard lock(mutex_);
    return is_power_off_;
}

void FaultFileSystem::lose_unsynced() {
    const std::lock_guard lock(mutex_);
    for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
        std::filesystem::remove(rename->to);
        files_.erase(rename->to);
        if (rename->before) {
            std::ofstream(rename->to, std::ios::binary) << *rename->before;
        }
    }
    for (const auto& [name, state] : files_) {
        if (!state.is_entry_synced) {
            std::filesystem::remove(name);
        } else if (state.written > state.synced) {
            std::filesystem::resize_file(name, state.synced + random_.below(state.written - state.synced));
        }
    }
    files_.clear();
    renames_.clear();
    operations_left_.reset();
    is_power_off_ = false;
}

FaultFileSystem::Counts FaultFileSystem::wal_counts() const {
    const std::lock_guard lock(mutex_);
    return wal_counts_;
}

IOStatus FaultFileSystem::fail_once() {
    failing_operation_.reset();
    return failure_ == Failure::NoSpace ? IOStatus::NoSpace("the disk is full")
                                        : IOStatus::IOError("the disk is broken");
}

IOStatus FaultFileSystem::step() {
    if (++operations_ == failing_operation_) {
        return fail_once();
    }
    if (operations_left_ && *operations_left_ > 0 && --*operations_left_ == 0) {
        is_power_off_ = true;
    }
    return is_power_off_ ? IOStatus::IOError("the power is off") : IOStatus::OK();
}

IOStatus FaultFileSystem::before_append(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (full_suffix_ && name.ends_with(*full_suffix_)) {
        return IOStatus::NoSpace("the disk is full");
    }
    wal_counts_.appends += is_wal(name) ? 1U : 0U;
    return step();
}

// Making a file needs no space of its own while the power lasts; it is an operation that may fail alone.
IOStatus FaultFileSystem::before_new_file() {
    const std::lock_guard lock(mutex_);
    if (is_power_off_) {
        return IOStatus::IOError("the power is off");
    }
    return ++operations_ == failing_operation_ ? fail_once() : IOStatus::OK();
}

IOStatus FaultFileSystem::before_sync(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (sync_failure_suffix_ && name.ends_with(*sync_failure_suffix_)) {
        return IOStatus::IOError("the disk does not sync");
    }
    wal_counts_.syncs += is_wal(name) ? 1U : 0U;
    return step();
}

void FaultFileSystem::on_appended(const std::string& name, std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    files_[name].written += bytes;
}

std::uint64_t FaultFileSystem::written(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return files_[name].written;
}

void FaultFileSystem::on_synced(const std::string& name, std::uint64_t up_to) {
    const std::lock_guard lock(mutex_);
    if (!is_ignoring_syncs_) {
        files_[name].synced = up_to;
    }
}

void FaultFileSystem::on_truncated(const std::string& name, std::uint64_t size) {
    const std::lock_guard lock(mutex_);
    FileState& state = files_[name];
    state.written = size;
    state.synced = std::min(state.synced, size);
}

void FaultFileSystem::on_directory_synced(const std::string& directory) {
    const std::lock_guard lock(mutex_);
    for (auto& [name, state] : files_) {
        state.is_entry_synced = state.is_entry_synced || parent_of(name) == directory;
    }
    std::erase_if(renames_, [&](const Rename& rename) { return parent_of(rename.to) == directory; });
}

IOStatus FaultFileSystem::NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* debug) {
    if (const IOStatus refused = before_new_file(); !refused.ok()) {
        return refused;
    }
    std::unique_ptr<rocksdb::FSWritableFile> real;
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, &real, debug);
    if (status.ok()) {
        const std::lock_guard lock(mutex_);
        files_[name] = FileState();
        *file = std::make_unique<File>(*this, name, std::move(real));
    }
    return status;
}

// RocksDB does not take these two roads with our options; whoever turns such an option on learns of it here.
IOStatus FaultFileSystem::ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                             std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) {
    return IOStatus::NotSupported("ReopenWritableFile");
}

IOStatus FaultFileSystem::ReuseWritableFile(const std::string&, const std::string&, const rocksdb::FileOptions&,
                                            std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) {
    return IOStatus::NotSupported("ReuseWritableFile");
}

IOStatus FaultFileSystem::NewDirectory(const std::string& name, const IOOptions& options,
                                       std::unique_ptr<rocksdb::FSDirectory>* directory, IODebugContext* debug) {
    std::unique_ptr<rocksdb::FSDirectory> real;
    IOStatus status = FileSystemWrapper::NewDirectory(name, options, &real, debug);
    if (status.ok()) {
        *directory = std::make_unique<Directory>(*this, directory_name(name), std::move(real));
    }
    return status;
}

IOStatus FaultFileSystem::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                     IODebugContext* debug) {
    const std::lock_guard lock(mutex_);
    if (IOStatus refused = step(); !refused.ok()) {
        return refused;
    }
    Rename rename{to, std::nullopt};
    if (std::ifstream before(to, std::ios::binary); before) {
        rename.before.emplace(std::istreambuf_iterator<char>(before), std::istreambuf_iterator<char>());
    }
    IOStatus status = FileSystemWrapper::RenameFile(from, to, options, debug);
    if (status.ok()) {
        files_[to] = files_[from];
        files_[to].is_entry_synced = true;  // as far as it goes: undoing the rename takes it away
        files_.erase(from);
        renames_.push_back(std::move(rename));
    }
    return status;
}

IOStatus FaultFileSystem::DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* debug) {
    const std::lock_guard lock(mutex_);
    if (is_power_off_) {
        return IOStatus::IOError("the power is off");
    }
    files_.erase(name);
    return FileSystemWrapper::DeleteFile(name, options, debug);
}

std::unique_ptr<rocksdb::Env> env_on(const std::shared_ptr<FaultFileSystem>& disk) {
    return std::make_unique<FaultEnv>(disk);
}

}  // namespace atelier::storage
