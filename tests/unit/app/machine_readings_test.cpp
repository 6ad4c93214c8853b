// What is read from the kernel's files, on files of our own; and the disk readings, on a folder that goes away.
// SPDX-License-Identifier: MIT
#include "server/app/doctor/machine_readings.h"

#include <cerrno>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

namespace {

std::optional<std::string> file_system_of(const std::string& place) {
    std::istringstream mounts(
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
        "30 22 0:26 / /var rw - tmpfs tmpfs rw\n"
        "31 30 0:27 / /var/lib rw,noatime shared:7 master:1 - xfs /dev/vdb rw\n"
        "32 22 0:28 / /with\\040space rw - nfs4 server:/export rw\n"
        "33 31 0:29 / /var/lib rw - btrfs /dev/vdc rw\n"
        "cut short\n");
    return find_file_system(mounts, place);
}

}  // namespace

TEST_CASE("a file system is that of the innermost mount, and of the one on top") {
    CHECK(file_system_of("/srv/atelier") == "ext4");
    CHECK(file_system_of("/") == "ext4");
    CHECK(file_system_of("/var") == "tmpfs");
    CHECK(file_system_of("/variety") == "ext4");
    CHECK(file_system_of("/var/lib/atelier") == "btrfs");
    CHECK(file_system_of("/with space/data") == "nfs4");
    std::istringstream none;
    CHECK_FALSE(find_file_system(none, "/srv"));
}

TEST_CASE("a control group has what is left of the tightest limit above it, without idle pages of files") {
    const test::TemporaryFolder folder;
    const auto& root = folder.path();
    std::filesystem::create_directories(root / "system.slice/atelier.service");
    CHECK_FALSE(read_group_memory(root, "/system.slice/atelier.service"));
    folder.write("system.slice/atelier.service/memory.max", "max\n");
    folder.write("system.slice/atelier.service/memory.current", "1000\n");
    CHECK_FALSE(read_group_memory(root, "/system.slice/atelier.service"));
    folder.write("system.slice/memory.max", "10000\n");
    folder.write("system.slice/memory.current", "7000\n");
    folder.write("system.slice/memory.stat", "anon 4000\ninactive_file 2000\nactive_file 1000\n");
    CHECK(read_group_memory(root, "/system.slice/atelier.service") == 5000U);
    // In a container the root is the container's own group.
    folder.write("memory.max", "4000\n");
    folder.write("memory.current", "5000\n");
    CHECK(read_group_memory(root, "/system.slice/atelier.service") == 0U);
    CHECK(read_group_memory(root, "/") == 0U);
}

TEST_CASE("reading a disk measures it and leaves nothing behind") {
    const test::TemporaryFolder folder;
    const DiskReadings there = read_disk(folder.path());
    CHECK(there.exists);
    CHECK(there.place == folder.path().string());
    CHECK(there.write_error == 0);
    CHECK(there.mode == 0700U);
    CHECK(there.type);
    CHECK(there.free_bytes > 0U);
    CHECK(there.sync_median);  // may round to nothing: in memory
    CHECK_FALSE(there.holder);

    const DiskReadings absent = read_disk(folder.path() / "a" / "b");
    CHECK_FALSE(absent.exists);
    CHECK(absent.place == folder.path().string());
    CHECK(absent.write_error == 0);
    CHECK(std::filesystem::is_empty(folder.path()));

    const DiskReadings file = read_disk(folder.write("file", ""));
    CHECK_FALSE(file.exists);
    CHECK(file.write_error == ENOTDIR);
    CHECK_FALSE(file.sync_median);
}
