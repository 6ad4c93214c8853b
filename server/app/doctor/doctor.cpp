// SPDX-License-Identifier: MIT
#include "server/app/doctor/doctor.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/socket_base.hpp>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "server/app/doctor/disk_checks.h"
#include "server/app/doctor/quantity.h"
#include "server/app/process_figures.h"
#include "server/base/limits.h"

namespace atelier::app {
namespace {

// Below, not even one large room gets in; a shell's usual 1,024 serves most days.
constexpr std::uint64_t kConnectionsMin = 100;

// Besides the store's cache: an empty process, and then boards and connections of a large day.
constexpr std::uint64_t kProcessBytesMin = 64 * kMiB;
constexpr std::uint64_t kProcessBytesAmple = 256 * kMiB;

// 2025-01-01. A machine without a clock of its own begins at 1970, where no link is of use to anybody.
constexpr std::int64_t kPastMs = 1'735'689'600'000;

// What the listener asks for.
constexpr std::uint64_t kBacklog = boost::asio::socket_base::max_listen_connections;

Finding check_open_files(const MachineReadings& readings) {
    constexpr std::string_view kName = "open-files";
    const std::uint64_t wanted = limits::kConnectionsMax + kFilesBesides;
    const Sentence remedy{
        "set LimitNOFILE=65536 in the systemd unit, or type 'ulimit -n 65536' in the shell that starts the "
        "server, or give the container '--ulimit nofile=65536'",
        "mettez LimitNOFILE=65536 dans l'unité systemd, ou tapez « ulimit -n 65536 » dans le terminal qui "
        "lance le serveur, ou donnez au conteneur « --ulimit nofile=65536 »"};
    if (!readings.open_files_max) {
        return warning(
            kName, {"the limit of open files is not known", "la limite de fichiers ouverts n'est pas connue"}, remedy);
    }
    const std::uint64_t limit = *readings.open_files_max;
    const std::uint64_t room = connections_within(limit);
    const std::string number = std::to_string(room);
    const Sentence is{
        (readings.is_of_server ? "the server that runs" : "a server started from here") + (" has room for " + number) +
            " of " + std::to_string(limits::kConnectionsMax) + " connections",
        (readings.is_of_server ? "le serveur en marche" : "un serveur lancé d'ici") +
            (" a de la place pour " + number) + " connexions sur " + std::to_string(limits::kConnectionsMax)};
    if (limit >= wanted) {
        return fine(kName, is);
    }
    return {kName, room >= kConnectionsMin ? State::Warning : State::Problem, is, remedy};
}

Sentence remedy_for_binding(int error, std::uint16_t port, const std::string& port_key) {
    const std::string number = std::to_string(port);
    switch (error) {
        case EADDRINUSE:
            return {"see with 'ss -ltnp sport = :" + number + "' who has it, and stop that, or set '" + port_key +
                        "' to another",
                    "voyez avec « ss -ltnp sport = :" + number + " » qui le tient, et arrêtez-le, ou changez « " +
                        port_key + " »"};
        case EACCES:
            return {"set '" + port_key + "' to 1024 or more, and let a proxy take the smaller one",
                    "donnez à « " + port_key + " » 1024 ou plus, et laissez un mandataire prendre le plus petit"};
        default:
            return {"see with 'ip address' which addresses this machine has, and set one of them",
                    "voyez avec « ip address » quelles adresses a cette machine, et donnez l'une d'elles"};
    }
}

struct Listening {
    std::string_view name;
    std::string key;  // of the configuration
    std::string address;
    std::uint16_t port = 0;
    std::optional<int> error;
};

// A server that runs has its ports: without them it would have ended.
Finding check_port(const Listening& listening, bool is_server_running) {
    const std::string where = listening.address + " port " + std::to_string(listening.port);
    if (!listening.error) {
        return warning(listening.name, {where + " was not tried", where + " n'a pas été essayé"},
                       remedy_for_binding(EADDRINUSE, listening.port, listening.key));
    }
    if (*listening.error == EADDRINUSE && is_server_running) {
        return fine(listening.name, {where + " is in use, and a server runs on this data directory",
                                     where + " est utilisé, et un serveur tourne sur ce répertoire de données"});
    }
    if (*listening.error != 0) {
        const std::string why = std::generic_category().message(*listening.error);
        return problem(listening.name,
                       {where + " cannot be listened on: " + why, where + " : écoute impossible : " + why},
                       remedy_for_binding(*listening.error, listening.port, listening.key));
    }
    if (listening.port == 0) {
        return fine(listening.name, {listening.address + " has a free port", listening.address + " a un port libre"});
    }
    return fine(listening.name, {where + " is free", where + " est libre"});
}

Finding check_clock(const MachineReadings& readings) {
    constexpr std::string_view kName = "clock";
    const Sentence remedy{"type 'timedatectl set-ntp true' (systemd-timesyncd or chrony does it)",
                          "tapez « timedatectl set-ntp true » (systemd-timesyncd ou chrony s'en chargent)"};
    if (readings.wall_ms < kPastMs) {
        return problem(kName,
                       {"the clock is years behind: links would be good at other times than they say",
                        "l'horloge a des années de retard : les liens vaudraient à d'autres dates que prévu"},
                       remedy);
    }
    if (!readings.clock_synchronised) {
        return warning(
            kName, {"whether the clock is synchronised is not known", "on ne sait pas si l'horloge est synchronisée"},
            {"type 'timedatectl'", "tapez « timedatectl »"});
    }
    if (!*readings.clock_synchronised) {
        return warning(kName, {"the clock is not synchronised", "l'horloge n'est pas synchronisée"}, remedy);
    }
    return fine(kName, {"the clock is synchronised", "l'horloge est synchronisée"});
}

// The machine's memory, or what the control group still lets through when that is less.
Finding check_memory(const MachineReadings& readings, std::size_t cache_mb) {
    constexpr std::string_view kName = "memory";
    if (!readings.memory_bytes && !readings.group_memory_bytes) {
        return warning(kName, {"the available memory is not known", "la mémoire disponible n'est pas connue"},
                       {"type 'free -h'", "tapez « free -h »"});
    }
    const std::uint64_t of_machine = readings.memory_bytes.value_or(UINT64_MAX);
    const std::uint64_t of_group = readings.group_memory_bytes.value_or(UINT64_MAX);
    const std::uint64_t available = std::min(of_machine, of_group);
    const Sentence size = in_words(available);
    const bool is_limited = of_group < of_machine;
    const std::string cache = std::to_string(cache_mb);
    const Sentence is{size.en + " of memory available" + (is_limited ? " within the limit of the control group" : "") +
                          ", of which the store's cache may take " + cache + " MiB",
                      size.fr + " de mémoire disponible" + (is_limited ? " dans la limite du groupe de contrôle" : "") +
                          ", dont " + cache + " Mio au plus pour le cache de stockage"};
    if (available >= cache_mb * kMiB + kProcessBytesAmple) {
        return fine(kName, is);
    }
    const Sentence wanted = in_words(cache_mb * kMiB + kProcessBytesAmple);
    return {kName,
            available >= cache_mb * kMiB + kProcessBytesMin ? State::Warning : State::Problem,
            is,
            {"stop other programs or raise the limit until " + wanted.en +
                 " are available, or lower 'cache-mb' (64 is enough)",
             "arrêtez d'autres programmes ou relevez la limite, jusqu'à " + wanted.fr +
                 " disponibles, ou baissez « cache-mb » (64 suffit)"}};
}

Finding check_backlog(const MachineReadings& readings) {
    constexpr std::string_view kName = "backlog";
    const std::string wanted = std::to_string(kBacklog);
    const Sentence remedy{"type 'sysctl -w net.core.somaxconn=" + wanted + "', and keep it in /etc/sysctl.d",
                          "tapez « sysctl -w net.core.somaxconn=" + wanted + " », et gardez-le dans /etc/sysctl.d"};
    if (!readings.backlog_max) {
        return warning(kName, {"net.core.somaxconn is not known", "net.core.somaxconn n'est pas connu"}, remedy);
    }
    const std::string number = std::to_string(std::min(*readings.backlog_max, kBacklog));
    const Sentence is{
        number + " newcomers at a time can wait to be let in, of " + wanted + " that the server asks for",
        number + " arrivants à la fois peuvent attendre d'entrer, sur " + wanted + " que demande le serveur"};
    return *readings.backlog_max >= kBacklog ? fine(kName, is) : warning(kName, is, remedy);
}

// "https://host:port" -> "host"; of an IPv6 address without the brackets.
std::string host_of(const std::string& url) {
    const std::string rest = url.substr(url.find("://") + 3);
    return rest.starts_with('[') ? rest.substr(1, rest.find(']') - 1) : rest.substr(0, rest.find(':'));
}

bool is_this_machine(const std::string& host) {
    boost::system::error_code error;
    return host == "localhost" || host.ends_with(".localhost") ||
           boost::asio::ip::make_address(host, error).is_loopback();
}

// Who sets localhost means it: a rehearsal. Who sets nothing has forgotten it.
Finding check_public_url(const Config& config) {
    constexpr std::string_view kName = "public-url";
    const std::string url = public_url_of(config, config.port);
    const Sentence is{"join links start with " + url, "les liens commencent par " + url};
    const Sentence here{is.en + ", which opens on this machine alone",
                        is.fr + ", qui ne s'ouvre que sur cette machine"};
    if (config.public_url.empty()) {
        return warning(kName, here,
                       {"set 'public-url' to the address that people open, https://…",
                        "donnez à « public-url » l'adresse qu'ouvrent les participants, https://…"});
    }
    if (is_this_machine(host_of(url))) {
        return fine(kName, here);
    }
    if (!url.starts_with("https://")) {
        return warning(
            kName,
            {is.en + ": anybody on the network can read along, and a page cannot be reloaded without network",
             is.fr + " : tout le réseau peut lire, et une page ne se recharge pas sans réseau"},
            {"put a proxy with a certificate in front (deploy/proxy), and set 'public-url' to https://…",
             "placez devant un mandataire avec certificat (deploy/proxy), et mettez « public-url » en https://…"});
    }
    return fine(kName, is);
}

}  // namespace

std::vector<Finding> diagnose(const MachineReadings& readings, const Config& config) {
    const bool is_server_running = readings.disk.holder.has_value();
    std::vector<Finding> findings{check_data_directory(readings.disk, config.data), check_file_system(readings.disk),
                                  check_free_space(readings.disk), check_sync_time(readings.disk),
                                  check_open_files(readings)};
    findings.push_back(
        check_port({"port", "port", config.listen, config.port, readings.port_error}, is_server_running));
    if (const auto& metrics = config.metrics_listen) {
        findings.push_back(
            check_port({"metrics-port", "metrics-listen", metrics->address, metrics->port, readings.metrics_port_error},
                       is_server_running));
    }
    findings.push_back(check_clock(readings));
    findings.push_back(check_memory(readings, config.cache_mb));
    findings.push_back(check_backlog(readings));
    findings.push_back(check_public_url(config));
    return findings;
}

}  // namespace atelier::app
