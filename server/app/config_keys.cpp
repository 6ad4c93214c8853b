// The table of configuration keys: names, help, what is accepted, and how a value is taken.
// SPDX-License-Identifier: MIT
#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include "server/app/config.h"
#include "server/app/trimmed.h"

namespace atelier::app {
namespace {

template <class Number>
bool set_number(Number& target, std::string_view value, Number least, Number most) {
    Number parsed{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error != std::errc{} || end != value.data() + value.size() || parsed < least || parsed > most) {
        return false;
    }
    target = parsed;
    return true;
}

// scheme://host[:port], no path but "/": what browsers send as Origin.
bool is_origin(std::string_view url) {
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (url.starts_with(scheme)) {
            const std::string_view host = url.substr(scheme.size());
            return !host.empty() && host.find_first_of("/?#@ \t\"\\") == std::string_view::npos;
        }
    }
    return false;
}

bool set_listen(Config& config, std::string_view value) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(value), error);
    if (error) {
        return false;
    }
    config.listen = address.to_string();
    return true;
}

bool set_public_url(Config& config, std::string_view value) {
    if (value.ends_with('/')) {
        value.remove_suffix(1);
    }
    if (!is_origin(value)) {
        return false;
    }
    config.public_url = value;
    return true;
}

bool set_path(std::string& target, std::string_view value) {
    if (value.empty() || value.find('\0') != std::string_view::npos) {
        return false;
    }
    target = value;
    return true;
}

bool set_log_level(Config& config, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, LogLevel>, 4> kLevels{
        {{"debug", LogLevel::Debug}, {"info", LogLevel::Info}, {"warn", LogLevel::Warn}, {"error", LogLevel::Error}}};
    const auto* found =
        std::find_if(kLevels.begin(), kLevels.end(), [&](const auto& level) { return level.first == value; });
    if (found == kLevels.end()) {
        return false;
    }
    config.log_level = found->second;
    return true;
}

bool set_log_format(Config& config, std::string_view value) {
    if (value != "text" && value != "json") {
        return false;
    }
    config.log_format = value == "json" ? LogFormat::Json : LogFormat::Text;
    return true;
}

bool set_allowed_origins(Config& config, std::string_view value) {
    std::vector<std::string> origins;
    while (!value.empty()) {
        const std::size_t comma = value.find(',');
        const std::string_view origin = trimmed(value.substr(0, comma));
        if (!is_origin(origin)) {
            return false;
        }
        origins.emplace_back(origin);
        value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    }
    config.allowed_origins = std::move(origins);
    return true;
}

// address:port or [address]:port. The figures are for programs on this machine: nobody else has any business with them,
// and there is neither a password nor encryption.
bool set_metrics_listen(Config& config, std::string_view value) {
    if (value == "none") {
        config.metrics_listen.reset();
        return true;
    }
    const std::size_t colon = value.rfind(':');
    if (colon == std::string_view::npos) {
        return false;
    }
    std::string_view host = value.substr(0, colon);
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (is_bracketed) {
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(host), error);
    MetricsAddress parsed;
    if (error || !address.is_loopback() || address.is_v6() != is_bracketed ||
        !set_number<std::uint16_t>(parsed.port, value.substr(colon + 1), 0, 65535)) {
        return false;
    }
    parsed.address = address.to_string();
    config.metrics_listen = parsed;
    return true;
}

const std::array<ConfigKey, 17> kKeys{{
    {"listen",
     {"address to listen on", "adresse d'écoute"},
     {"an IPv4 or IPv6 address such as 127.0.0.1, 0.0.0.0 or ::",
      "une adresse IPv4 ou IPv6, par exemple 127.0.0.1, 0.0.0.0 ou ::"},
     set_listen},
    {"port",
     {"TCP port; 0 takes any free one", "port TCP ; 0 en prend un libre"},
     {"a whole number from 0 to 65535", "un entier de 0 à 65535"},
     [](Config& config, std::string_view value) { return set_number<std::uint16_t>(config.port, value, 0, 65535); }},
    {"data",
     {"data directory, made when absent", "répertoire de données, créé s'il n'existe pas"},
     {"a path", "un chemin"},
     [](Config& config, std::string_view value) { return set_path(config.data, value); }},
    {"public-url",
     {"address that people open; links start with it",
      "adresse ouverte par les participants ; les liens commencent par elle"},
     {"http:// or https://, a host and possibly a port, no path",
      "http:// ou https://, un hôte et au besoin un port, sans chemin"},
     set_public_url},
    {"web-root",
     {"folder of the built pages; none serves no pages", "dossier des pages construites ; none n'en sert aucune"},
     {"a path or none", "un chemin ou none"},
     [](Config& config, std::string_view value) { return set_path(config.web_root, value); }},
    {"threads",
     {"threads that serve boards; 0 is one per core", "fils d'exécution ; 0 en prend un par cœur"},
     {"a whole number from 0 to 256", "un entier de 0 à 256"},
     [](Config& config, std::string_view value) { return set_number<unsigned>(config.threads, value, 0, 256); }},
    {"ops-per-second",
     {"changes a second that one connection may make in the long run",
      "modifications par seconde et par connexion, à la longue"},
     {"a whole number from 1 to 1000000", "un entier de 1 à 1000000"},
     [](Config& config, std::string_view value) {
         return set_number<std::uint32_t>(config.pace.per_second, value, 1, 1'000'000);
     }},
    {"ops-burst",
     {"changes that one connection may make at once", "modifications qu'une connexion peut faire d'un coup"},
     {"a whole number from 1 to 1000000", "un entier de 1 à 1000000"},
     [](Config& config, std::string_view value) {
         return set_number<std::uint32_t>(config.pace.burst, value, 1, 1'000'000);
     }},
    {"log-level",
     {"least level that is logged", "niveau minimal du journal"},
     {"debug, info, warn or error", "debug, info, warn ou error"},
     set_log_level},
    {"log-format",
     {"lines for people or one JSON object a line", "lignes lisibles ou un objet JSON par ligne"},
     {"text or json", "text ou json"},
     set_log_format},
    {"metrics-listen",
     {"loopback address and port for Prometheus, which asks for /metrics",
      "adresse de bouclage et port pour Prometheus, qui demande /metrics"},
     {"none, or a loopback address and a port such as 127.0.0.1:9464 or [::1]:9464",
      "none, ou une adresse de bouclage et un port, par exemple 127.0.0.1:9464 ou [::1]:9464"},
     set_metrics_listen},
    {"cache-mb",
     {"memory for the store's cache, MiB", "mémoire du cache de stockage, Mio"},
     {"a whole number from 8 to 65536", "un entier de 8 à 65536"},
     [](Config& config, std::string_view value) { return set_number<std::size_t>(config.cache_mb, value, 8, 65536); }},
    {"allowed-origins",
     {"other origins whose pages may connect", "autres origines dont les pages peuvent se connecter"},
     {"origins separated by commas, each http:// or https:// and a host",
      "des origines séparées par des virgules, chacune http:// ou https:// et un hôte"},
     set_allowed_origins},
    {"link-days",
     {"days that a new join link is good for", "durée de validité d'un nouveau lien, en jours"},
     {"a whole number from 1 to 3650", "un entier de 1 à 3650"},
     [](Config& config, std::string_view value) { return set_number<int>(config.link_days, value, 1, 3650); }},
    {"ballots-days",
     {"days after the last change of a board until who voted what is erased and the counts alone stay; 0 keeps it",
      "jours après la dernière modification d'un tableau avant d'effacer qui a voté quoi, seuls les comptes restant ; "
      "0 le garde"},
     {"a whole number from 0 to 3650", "un entier de 0 à 3650"},
     [](Config& config, std::string_view value) { return set_number<int>(config.ballots_days, value, 0, 3650); }},
    {"erasure-ledger",
     {"file outside of the data directory that names what was removed for good, for when a backup is put back",
      "fichier hors du répertoire de données qui nomme ce qui a été retiré pour de bon, pour quand une sauvegarde est "
      "remise"},
     {"a path or none", "un chemin ou none"},
     [](Config& config, std::string_view value) { return set_path(config.erasure_ledger, value); }},
    {"demo",
     {"programme to load when there is none yet", "programme à charger s'il n'y en a pas encore"},
     {"builtin or a path", "builtin ou un chemin"},
     [](Config& config, std::string_view value) { return set_path(config.demo, value); }},
}};

}  // namespace

std::span<const ConfigKey> config_keys() {
    return kKeys;
}

}  // namespace atelier::app
