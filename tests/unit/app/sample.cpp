// SPDX-License-Identifier: MIT
#include "tests/unit/app/sample.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "storage/memory_store.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"

namespace atelier::app::test {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "atelier-app-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string_view name, std::string_view content) const {
    const std::filesystem::path path = path_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
}

std::unique_ptr<storage::Store> make_store(StoreKind kind, const TemporaryFolder& folder) {
    if (kind == StoreKind::Memory) {
        return std::make_unique<storage::MemoryStore>();
    }
    auto store = storage::RocksStore::open(folder.path() / "store");
    REQUIRE(store.has_value());
    return std::move(*store);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace atelier::app::test
