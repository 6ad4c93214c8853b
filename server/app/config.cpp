// SPDX-License-Identifier: MIT
#include "server/app/config.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "server/app/trimmed.h"

namespace atelier::app {
namespace {

constexpr std::string_view kEnvironmentPrefix = "ATELIER_";

const ConfigKey* find_key(std::string_view name) {
    const auto keys = config_keys();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const ConfigKey& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

Error config_error(Language language, const Sentence& sentence) {
    return Error(ErrorCode::Config, sentence.in(language));
}

std::string known_names() {
    std::string names;
    for (const ConfigKey& key : config_keys()) {
        names += names.empty() ? "" : ", ";
        names += key.name;
    }
    return names;
}

// `place` says where the setting stands: "--port", "ATELIER_PORT", "/etc/atelier/atelier.conf:3".
Result<void> apply_setting(Config& config, std::string_view name, std::string_view value, const std::string& place,
                           Language language) {
    const ConfigKey* key = find_key(name);
    if (key == nullptr) {
        return config_error(language,
                            {place + ": unknown key '" + std::string(name) + "'; accepted: " + known_names(),
                             place + " : clé inconnue « " + std::string(name) + " » ; acceptées : " + known_names()});
    }
    if (!key->set(config, value)) {
        return config_error(language, {place + ": key '" + std::string(name) + "' cannot be '" + std::string(value) +
                                           "'; accepted: " + key->accepted.en,
                                       place + " : la clé « " + std::string(name) + " » ne peut pas valoir « " +
                                           std::string(value) + " » ; accepté : " + key->accepted.fr});
    }
    return {};
}

// `key = value` a line; a line that starts with # is a comment.
Result<void> apply_file(Config& config, const std::string& path, Language language) {
    std::ifstream file(path);
    if (!file) {
        return config_error(language, {"the configuration file '" + path + "' cannot be read",
                                       "le fichier de configuration « " + path + " » est illisible"});
    }
    std::string line;
    std::map<std::string, std::size_t, std::less<>> seen;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        const std::string_view text = trimmed(line);
        if (text.empty() || text.front() == '#') {
            continue;
        }
        const std::string place = path + ":" + std::to_string(number);
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos) {
            return config_error(language,
                                {place + ": '" + std::string(text) + "' is not of the form 'key = value'",
                                 place + " : « " + std::string(text) + " » n'est pas de la forme « clé = valeur »"});
        }
        const std::string_view name = trimmed(text.substr(0, equals));
        const auto [first, is_new] = seen.emplace(name, number);
        if (!is_new) {
            const std::string line_before = std::to_string(first->second);
            return config_error(language,
                                {place + ": key '" + std::string(name) + "' is set on line " + line_before + " already",
                                 place + " : la clé « " + std::string(name) + " » est déjà à la ligne " + line_before});
        }
        ATELIER_TRY(apply_setting(config, name, trimmed(text.substr(equals + 1)), place, language));
    }
    return {};
}

// Variables that container platforms set by themselves for a service called "atelier" (docker links, Kubernetes), and
// those of test harnesses: not ours, not typos of ours.
bool is_foreign_variable(std::string_view name) {
    return name.starts_with("ATELIER_SERVICE_") || name.starts_with("ATELIER_PORT_") ||
           name.starts_with("ATELIER_TEST_");
}

std::string key_of_variable(std::string_view name) {
    std::string key(name.substr(kEnvironmentPrefix.size()));
    std::transform(key.begin(), key.end(), key.begin(), [](char c) {
        return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return key;
}

Result<void> apply_environment(Config& config, const Environment& environment, Language language) {
    for (const auto& [name, value] : environment) {
        const bool is_ours =
            name.starts_with(kEnvironmentPrefix) && name != "ATELIER_CONFIG" && !is_foreign_variable(name);
        if (!is_ours || value.empty()) {
            continue;
        }
        ATELIER_TRY(apply_setting(config, key_of_variable(name), value, name, language));
    }
    return {};
}

std::optional<std::string> file_to_read(const ConfigSources& sources) {
    if (sources.file) {
        return sources.file;
    }
    if (const auto named = sources.environment.find("ATELIER_CONFIG");
        named != sources.environment.end() && !named->second.empty()) {
        return named->second;
    }
    std::error_code ignored;
    if (std::filesystem::exists(kDefaultConfigFile, ignored)) {
        return std::string(kDefaultConfigFile);
    }
    return std::nullopt;
}

}  // namespace

std::string environment_name(std::string_view key) {
    std::string name(kEnvironmentPrefix);
    for (const char c : key) {
        name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name;
}

Result<Config> load_config(const ConfigSources& sources) {
    Config config;
    config.web_root = ATELIER_DEFAULT_WEB_ROOT;
    if (const auto file = file_to_read(sources)) {
        ATELIER_TRY(apply_file(config, *file, sources.language));
    }
    ATELIER_TRY(apply_environment(config, sources.environment, sources.language));
    for (const auto& [name, value] : sources.flags) {
        ATELIER_TRY(apply_setting(config, name, value, "--" + name, sources.language));
    }
    return config;
}

std::string public_url_of(const Config& config, std::uint16_t port) {
    return config.public_url.empty() ? "http://localhost:" + std::to_string(port) : config.public_url;
}

}  // namespace atelier::app
