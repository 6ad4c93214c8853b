// SPDX-License-Identifier: MIT
#include "server/app/doctor/disk_checks.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "server/app/doctor/quantity.h"

namespace atelier::app {
namespace {

using namespace std::chrono_literals;

// A full disk stops the server. The log takes 32 MiB before it becomes tables, and rewriting tables needs their size
// once more: below the first a busy day may not end, below the second a second one may not.
constexpr std::uint64_t kFreeBytesMin = 256 * kMiB;
constexpr std::uint64_t kFreeBytesAmple = 2 * kGiB;

// A change waits for the sync that runs and then for its own. Twice the first goes unnoticed; at twice the second
// people see "sent" for half a second and take the tool for slow.
constexpr auto kSyncTimeGood = 25ms;
constexpr auto kSyncTimeMax = 250ms;

constexpr unsigned kOthersMay = 077;  // permission bits of group and others

constexpr std::array<std::string_view, 2> kInMemory{"tmpfs", "ramfs"};
// Their locks and syncs are promises of another machine, and go with the network.
constexpr std::array<std::string_view, 9> kOverNetwork{"nfs",  "nfs4",      "cifs",   "smb3", "smbfs",
                                                       "ceph", "glusterfs", "lustre", "afs"};
constexpr std::array<std::string_view, 8> kUsual{"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs"};

template <class Names>
bool holds(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Sentence remedy_for_writing(int error, const std::string& data) {
    switch (error) {
        case EACCES:
        case EPERM:
            return {"run this as the user that runs the server, or give that user the directory: 'chown -R USER " +
                        data + "'",
                    "lancez ceci avec le compte qui fait tourner le serveur, ou donnez-lui le répertoire : « chown -R "
                    "COMPTE " +
                        data + " »"};
        case ENOSPC:
        case EDQUOT:
            return {"free space on that disk, or raise the quota",
                    "libérez de la place sur ce disque, ou relevez le quota"};
        case EROFS:
            return {"mount it for writing, or set 'data' to a directory on another disk",
                    "montez-le en écriture, ou donnez à « data » un répertoire d'un autre disque"};
        default:
            return {"set 'data' to a directory that can be written",
                    "donnez à « data » un répertoire où l'on peut écrire"};
    }
}

}  // namespace

Finding check_data_directory(const DiskReadings& disk, const std::string& data) {
    constexpr std::string_view kName = "data-directory";
    if (!disk.write_error) {
        return warning(kName,
                       {"writing to " + data + " was not tried", "l'écriture dans " + data + " n'a pas été essayée"},
                       {"type 'touch " + data + "/x'", "tapez « touch " + data + "/x »"});
    }
    if (*disk.write_error != 0) {
        const std::string why = std::generic_category().message(*disk.write_error);
        const std::string where = disk.exists ? data : data + " (" + disk.place + ")";
        return problem(kName, {where + " cannot be written: " + why, where + " : écriture impossible : " + why},
                       remedy_for_writing(*disk.write_error, data));
    }
    if (!disk.exists) {
        return fine(kName, {data + " is not there yet; it can be made in " + disk.place,
                            data + " n'existe pas encore ; il peut être créé dans " + disk.place});
    }
    if ((disk.mode.value_or(0) & kOthersMay) != 0) {
        return warning(
            kName,
            {data + " can be written, but is open to other users of this machine, and holds the key of the links",
             data + " est accessible en écriture, mais ouvert à d'autres comptes de cette machine ; il contient la "
                    "clé des liens"},
            {"type 'chmod 700 " + data + "'", "tapez « chmod 700 " + data + " »"});
    }
    return fine(kName, {data + " can be written", data + " est accessible en écriture"});
}

Finding check_file_system(const DiskReadings& disk) {
    constexpr std::string_view kName = "file-system";
    const Sentence elsewhere{"set 'data' to a directory on a disk of this machine",
                             "donnez à « data » un répertoire sur un disque de cette machine"};
    if (!disk.type) {
        return warning(kName,
                       {"the file system of " + disk.place + " is not known",
                        "le système de fichiers de " + disk.place + " n'est pas connu"},
                       {"type 'findmnt -T " + disk.place + "': ext4, xfs, btrfs or zfs is right",
                        "tapez « findmnt -T " + disk.place + " » : ext4, xfs, btrfs ou zfs conviennent"});
    }
    const std::string& type = *disk.type;
    const Sentence is{disk.place + " is on " + type, disk.place + " est sur " + type};
    if (holds(kInMemory, type)) {
        return problem(kName,
                       {is.en + ", which is memory: a restart of the machine takes everything",
                        is.fr + ", donc en mémoire : un redémarrage de la machine emporte tout"},
                       elsewhere);
    }
    if (holds(kOverNetwork, type) || type.starts_with("fuse.sshfs")) {
        return problem(kName,
                       {is.en + ", over a network, where neither locks nor syncs can be relied on",
                        is.fr + ", par le réseau, où ni les verrous ni les écritures durables ne sont sûrs"},
                       elsewhere);
    }
    if (type == "overlay" || type == "aufs") {
        return warning(kName,
                       {is.en + ", which most likely goes away with its container",
                        is.fr + ", qui disparaît sans doute avec son conteneur"},
                       {"mount a volume there: '-v atelier:" + disk.place + "'",
                        "montez-y un volume : « -v atelier:" + disk.place + " »"});
    }
    if (!holds(kUsual, type)) {
        return warning(kName,
                       {is.en + ", where the server has not been tried", is.fr + ", où le serveur n'a pas été essayé"},
                       {"set 'data' to a directory on ext4, xfs, btrfs or zfs",
                        "donnez à « data » un répertoire sur ext4, xfs, btrfs ou zfs"});
    }
    return fine(kName, is);
}

Finding check_free_space(const DiskReadings& disk) {
    constexpr std::string_view kName = "free-space";
    if (!disk.free_bytes) {
        return warning(kName,
                       {"the free space of " + disk.place + " is not known",
                        "la place libre de " + disk.place + " n'est pas connue"},
                       {"type 'df -h " + disk.place + "'", "tapez « df -h " + disk.place + " »"});
    }
    const Sentence free = in_words(*disk.free_bytes);
    const Sentence is{free.en + " free for " + disk.place, free.fr + " libres pour " + disk.place};
    if (*disk.free_bytes >= kFreeBytesAmple) {
        return fine(kName, is);
    }
    const bool is_enough = *disk.free_bytes >= kFreeBytesMin;
    const Sentence wanted = in_words(is_enough ? kFreeBytesAmple : kFreeBytesMin);
    return {kName,
            is_enough ? State::Warning : State::Problem,
            is,
            {"free space up to " + wanted.en + " at least: a full disk stops the server",
             "libérez de la place, jusqu'à " + wanted.fr + " au moins : un disque plein arrête le serveur"}};
}

Finding check_sync_time(const DiskReadings& disk) {
    constexpr std::string_view kName = "sync-time";
    if (!disk.sync_median) {
        return warning(kName,
                       {"how long the disk takes to keep a change was not measured",
                        "le temps que prend le disque pour conserver une modification n'a pas été mesuré"},
                       {"make the data directory writable, then run this again",
                        "rendez le répertoire de données accessible en écriture, puis relancez ceci"});
    }
    const Sentence time = in_words(*disk.sync_median);
    const Sentence is{"the disk keeps a small change in " + time.en + " (median of fdatasync)",
                      "le disque conserve une petite modification en " + time.fr + " (médiane de fdatasync)"};
    if (*disk.sync_median <= kSyncTimeGood) {
        return fine(kName, is);
    }
    return {kName,
            *disk.sync_median <= kSyncTimeMax ? State::Warning : State::Problem,
            is,
            {"see with 'iostat -x 1' whether something else keeps it busy; else set 'data' to a directory on an SSD",
             "voyez avec « iostat -x 1 » si autre chose l'occupe ; sinon donnez à « data » un répertoire sur un SSD"}};
}

}  // namespace atelier::app
