// Each check of `atelier doctor`: which readings are fine, which deserve a warning, which are a problem.
// SPDX-License-Identifier: MIT
#include "server/app/doctor/doctor.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <set>

#include "server/app/doctor/quantity.h"
#include "tests/support/catch.h"
#include "tests/support/findings.h"

using namespace atelier;
using namespace atelier::app;
using namespace std::chrono_literals;

namespace {

// A machine and a configuration on which every check is fine.
struct Place {
    MachineReadings readings;
    Config config;
};

Place sound_place() {
    Place place;
    place.config.public_url = "https://atelier.example.org";
    place.readings.disk = {"/var/lib/atelier", true, {}, 0700U, 0, "ext4", 100 * kGiB, 1ms};
    place.readings.open_files_max = 65536;
    place.readings.port_error = 0;
    place.readings.clock_synchronised = true;
    place.readings.wall_ms = 1'767'225'600'000;
    place.readings.memory_bytes = 4 * kGiB;
    place.readings.backlog_max = 4096;
    return place;
}

// One change to a sound place, and what the check then says.
struct Case {
    const char* check;
    const char* what;
    State state;
    std::function<void(MachineReadings&, Config&)> change;
    const char* says = "";  // somewhere in the English sentences
};

using Readings = MachineReadings;

const std::vector<Case> kDiskCases{
    {"data-directory", "not there, parent writable", State::Ok,
     [](Readings& r, Config&) { r.disk.exists = false, r.disk.mode.reset(), r.disk.place = "/var/lib"; },
     "can be made in /var/lib"},
    {"data-directory", "others may read it", State::Warning, [](Readings& r, Config&) { r.disk.mode = 0755U; },
     "chmod 700 /var/lib/atelier"},
    {"data-directory", "not tried", State::Warning, [](Readings& r, Config&) { r.disk.write_error.reset(); }},
    {"data-directory", "of another user", State::Problem, [](Readings& r, Config&) { r.disk.write_error = EACCES; },
     "chown -R USER /var/lib/atelier"},
    {"data-directory", "read-only", State::Problem, [](Readings& r, Config&) { r.disk.write_error = EROFS; },
     "mount it for writing"},
    {"data-directory", "full", State::Problem, [](Readings& r, Config&) { r.disk.write_error = ENOSPC; }, "free space"},
    {"data-directory", "a file", State::Problem, [](Readings& r, Config&) { r.disk.write_error = ENOTDIR; },
     "Not a directory"},
    {"file-system", "xfs", State::Ok, [](Readings& r, Config&) { r.disk.type = "xfs"; }, "is on xfs"},
    {"file-system", "layer of a container", State::Warning, [](Readings& r, Config&) { r.disk.type = "overlay"; },
     "mount a volume"},
    {"file-system", "never tried", State::Warning, [](Readings& r, Config&) { r.disk.type = "9p"; }},
    {"file-system", "not known", State::Warning, [](Readings& r, Config&) { r.disk.type.reset(); }, "findmnt"},
    {"file-system", "memory", State::Problem, [](Readings& r, Config&) { r.disk.type = "tmpfs"; }, "set 'data'"},
    {"file-system", "network", State::Problem, [](Readings& r, Config&) { r.disk.type = "nfs4"; }, "over a network"},
    {"free-space", "enough", State::Ok, [](Readings& r, Config&) { r.disk.free_bytes = 2 * kGiB; }, "2.0 GiB free"},
    {"free-space", "little", State::Warning, [](Readings& r, Config&) { r.disk.free_bytes = 2 * kGiB - 1; }},
    {"free-space", "not known", State::Warning, [](Readings& r, Config&) { r.disk.free_bytes.reset(); }, "df -h"},
    {"free-space", "next to nothing", State::Problem, [](Readings& r, Config&) { r.disk.free_bytes = 255 * kMiB; },
     "255 MiB free"},
    {"sync-time", "fast enough", State::Ok, [](Readings& r, Config&) { r.disk.sync_median = 25ms; }, "25 ms"},
    {"sync-time", "slow", State::Warning, [](Readings& r, Config&) { r.disk.sync_median = 26ms; }, "iostat"},
    {"sync-time", "not measured", State::Warning, [](Readings& r, Config&) { r.disk.sync_median.reset(); }},
    {"sync-time", "hardly moves", State::Problem, [](Readings& r, Config&) { r.disk.sync_median = 251ms; }, "SSD"},
};

const std::vector<Case> kMachineCases{
    {"open-files", "no limit", State::Ok, [](Readings& r, Config&) { r.open_files_max = UINT64_MAX; },
     "20000 of 20000"},
    {"open-files", "a shell's usual", State::Warning, [](Readings& r, Config&) { r.open_files_max = 1024; },
     "a server started from here has room for 512"},
    {"open-files", "of the server", State::Warning,
     [](Readings& r, Config&) { r.open_files_max = 1024, r.is_of_server = true; },
     "the server that runs has room for 512"},
    {"open-files", "not known", State::Warning, [](Readings& r, Config&) { r.open_files_max.reset(); }},
    {"open-files", "hardly any", State::Problem, [](Readings& r, Config&) { r.open_files_max = 256; },
     "has room for 64 of 20000"},
    {"port", "any", State::Ok, [](Readings&, Config& c) { c.port = 0; }, "has a free port"},
    {"port", "taken by the server that runs", State::Ok,
     [](Readings& r, Config&) { r.port_error = EADDRINUSE, r.disk.holder = 42; }, "a server runs"},
    {"port", "not tried", State::Warning, [](Readings& r, Config&) { r.port_error.reset(); }},
    {"port", "taken", State::Problem, [](Readings& r, Config&) { r.port_error = EADDRINUSE; },
     "ss -ltnp sport = :8080"},
    {"port", "for root alone", State::Problem, [](Readings& r, Config& c) { r.port_error = EACCES, c.port = 80; },
     "set 'port' to 1024 or more"},
    {"port", "no such address here", State::Problem, [](Readings& r, Config&) { r.port_error = EADDRNOTAVAIL; },
     "ip address"},
    {"metrics-port", "free", State::Ok,
     [](Readings& r, Config& c) {
         c.metrics_listen = MetricsAddress{"::1", 9464}, r.metrics_port_error = 0;
     },
     "9464 is free"},
    {"metrics-port", "taken", State::Problem,
     [](Readings& r, Config& c) {
         c.metrics_listen = MetricsAddress{"::1", 9464}, r.metrics_port_error = EADDRINUSE;
     },
     "set 'metrics-listen' to another"},
    {"clock", "left alone", State::Warning, [](Readings& r, Config&) { r.clock_synchronised = false; },
     "timedatectl set-ntp true"},
    {"clock", "not known", State::Warning, [](Readings& r, Config&) { r.clock_synchronised.reset(); }},
    {"clock", "began in 1970", State::Problem, [](Readings& r, Config&) { r.wall_ms = 60'000; }, "years behind"},
    {"memory", "just enough", State::Ok, [](Readings& r, Config&) { r.memory_bytes = (256 + 256) * kMiB; }},
    {"memory", "little", State::Warning, [](Readings& r, Config&) { r.memory_bytes = (256 + 255) * kMiB; }, "cache-mb"},
    {"memory", "not known", State::Warning, [](Readings& r, Config&) { r.memory_bytes.reset(); }},
    {"memory", "less than the cache takes", State::Problem, [](Readings& r, Config&) { r.memory_bytes = 200 * kMiB; }},
    {"memory", "limited", State::Problem, [](Readings& r, Config&) { r.group_memory_bytes = 200 * kMiB; },
     "within the limit of the control group"},
    {"memory", "limited, with a small cache", State::Ok,
     [](Readings& r, Config& c) { r.group_memory_bytes = 400 * kMiB, c.cache_mb = 64; }},
    {"backlog", "short", State::Warning, [](Readings& r, Config&) { r.backlog_max = 128; },
     "sysctl -w net.core.somaxconn=4096"},
    {"backlog", "not known", State::Warning, [](Readings& r, Config&) { r.backlog_max.reset(); }},
    {"public-url", "a rehearsal", State::Ok, [](Readings&, Config& c) { c.public_url = "http://localhost:8080"; },
     "on this machine alone"},
    {"public-url", "a rehearsal by number", State::Ok,
     [](Readings&, Config& c) { c.public_url = "http://[::1]:8080"; }},
    {"public-url", "forgotten", State::Warning, [](Readings&, Config& c) { c.public_url.clear(); }, "set 'public-url'"},
    {"public-url", "not encrypted", State::Warning,
     [](Readings&, Config& c) { c.public_url = "http://localhost.example.org"; }, "https://"},
};

void check_cases(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        INFO(one.check << ": " << one.what);
        Place place = sound_place();
        one.change(place.readings, place.config);
        const std::vector<Finding> findings = diagnose(place.readings, place.config);
        const Finding& finding = test::find(findings, one.check);
        CHECK(finding.state == one.state);
        const std::string english = finding.measured.en + " -> " + finding.remedy.en;
        INFO(english);
        CHECK(english.find(one.says) != std::string::npos);
    }
}

}  // namespace

TEST_CASE("on a sound machine every check is fine, and there is nothing to do") {
    const Place place = sound_place();
    std::vector<std::string_view> names;
    for (const Finding& finding : diagnose(place.readings, place.config)) {
        INFO(finding.name << ": " << finding.measured.en);
        CHECK(finding.state == State::Ok);
        CHECK(finding.remedy.en.empty());
        names.push_back(finding.name);
    }
    CHECK(names == std::vector<std::string_view>{"data-directory", "file-system", "free-space", "sync-time",
                                                 "open-files", "port", "clock", "memory", "backlog", "public-url"});
}

TEST_CASE("a disk is judged by whether it keeps what is written, has room and is quick") {
    check_cases(kDiskCases);
}

TEST_CASE("a machine is judged by whether it lets people in and holds them") {
    check_cases(kMachineCases);
}

TEST_CASE("the tables have every state that a check can give") {
    std::set<std::pair<std::string, State>> had;
    for (const auto* cases : {&kDiskCases, &kMachineCases}) {
        for (const Case& one : *cases) {
            had.emplace(one.check, one.state);
        }
    }
    for (const char* check :
         {"data-directory", "file-system", "free-space", "sync-time", "open-files", "port", "clock", "memory"}) {
        INFO(check);
        CHECK(had.contains({check, State::Warning}));
        CHECK(had.contains({check, State::Problem}));
    }
    // Neither keeps anybody out for good.
    CHECK(had.contains({"backlog", State::Warning}));
    CHECK(had.contains({"public-url", State::Warning}));
}

TEST_CASE("whatever is wrong is said in both languages, with what to do") {
    Place nothing_known;  // every reading empty
    nothing_known.config.metrics_listen = MetricsAddress{"::1", 9464};
    for (const Finding& finding : diagnose(nothing_known.readings, nothing_known.config)) {
        INFO(finding.name);
        CHECK(finding.state != State::Ok);
        for (const Sentence& sentence : {finding.measured, finding.remedy}) {
            CHECK_FALSE(sentence.en.empty());
            CHECK_FALSE(sentence.fr.empty());
            CHECK(sentence.en != sentence.fr);
        }
    }
}

TEST_CASE("sizes and times are written as each language writes them") {
    CHECK(in_words(1536 * kMiB).en == "1.5 GiB");
    CHECK(in_words(1536 * kMiB).fr == "1,5 Gio");
    CHECK(in_words(300 * kMiB).fr == "300 Mio");
    CHECK(in_words(std::chrono::microseconds(130)).en == "0.13 ms");
    CHECK(in_words(std::chrono::microseconds(130)).fr == "0,13 ms");
    CHECK(in_words(std::chrono::microseconds(41'400)).en == "41 ms");
}
