// SPDX-License-Identifier: MIT
#include "tests/support/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/base/check.h"
#include "tests/support/spawn.h"

namespace atelier::test {
namespace {

constexpr std::string_view kListening = "{\"listening\":";
constexpr std::string_view kMetrics = "{\"metrics\":";

app::Config config_of(const std::filesystem::path& data) {
    app::Config config;
    config.data = data.string();
    return config;
}

std::int64_t now_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace

Instance::Instance(std::size_t boards) {
    ATELIER_CHECK(boards >= 2);
    std::string name = (std::filesystem::temp_directory_path() / "atelier-test-XXXXXX").string();
    ATELIER_CHECK(::mkdtemp(name.data()) != nullptr);
    data_ = name;
    auto directory = app::open_data_directory(config_of(data_), app::WhenAbsent::Create);
    ATELIER_CHECK(directory.has_value());
    v1::Atelier atelier;
    atelier.set_slug("eau");
    atelier.set_title("L'eau");
    ATELIER_CHECK(directory->catalogue.put_atelier(atelier).has_value());
    for (std::size_t i = 0; i < boards; ++i) {
        const std::string slug = i == 0 ? "eau-craintes" : i == 1 ? "eau-besoins" : "eau-" + std::to_string(i);
        app::Catalogue::NewBoard board;
        board.slug = slug;
        board.atelier = "eau";
        board.title = slug;
        const auto made = directory->catalogue.ensure_board(board);
        ATELIER_CHECK(made.has_value());
        boards_.push_back(made->id);
    }
    const auto key = directory->catalogue.ensure_server_key();
    ATELIER_CHECK(key.has_value());
    key_ = *key;
}

Instance::~Instance() {
    std::error_code ignored;
    std::filesystem::remove_all(data_, ignored);
}

std::string Instance::sign(const workshop::Capability& capability) const {
    return workshop::sign_capability(capability, key_);
}

std::string Instance::token(workshop::Role role, std::int64_t valid_ms) const {
    workshop::Capability capability;
    capability.role = role;
    capability.atelier = "eau";
    capability.expires_ms = now_ms() + valid_ms;
    return sign(capability);
}

void Instance::spoil(const BoardId& board) const {
    auto directory = app::open_data_directory(config_of(data_), app::WhenAbsent::Fail);
    ATELIER_CHECK(directory.has_value());
    const auto head = directory->store->verify_board(board);
    ATELIER_CHECK(head.has_value());
    storage::Append garbage;
    garbage.board = board;
    garbage.first = OpSeq{head->position.value + 1};
    garbage.op_count = 1;
    garbage.batch = "\xff\xff";
    ATELIER_CHECK(directory->store->append({garbage}).has_value());
}

ServerProcess::ServerProcess(const std::filesystem::path& data, std::vector<std::string> arguments,
                             const std::map<std::string, std::string>& environment)
    : log_(data.string() + ".log") {
    std::vector<std::string> line = {
        ATELIER_BINARY, "serve", "--data", data.string(), "--port", "0", "--links", "json", "--web-root", "none",
        // Programs write faster than people, and their boards may be as old as they like; a test
        // of the pace, or of what goes with time, says it once more.
        "--ops-per-second", "1000000", "--ballots-days", "0"};
    line.insert(line.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    int out[2] = {-1, -1};
    ATELIER_CHECK(::pipe2(out, O_CLOEXEC) == 0);
    const int log = ::open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ATELIER_CHECK(log >= 0);
    pid_ = spawn(std::move(line), environment, {-1, out[1], log});
    ::close(log);
    ::close(out[1]);
    read_ports(out[0]);
    ::close(out[0]);
}

// Reads lines until the one that says where it listens; it is the last. None when it ended instead.
void ServerProcess::read_ports(int descriptor) {
    const std::unique_ptr<FILE, int (*)(FILE*)> out(::fdopen(::dup(descriptor), "r"), &std::fclose);
    char line[4096];
    while (port_ == 0 && out && std::fgets(line, sizeof line, out.get()) != nullptr) {
        const std::string text(line);
        const auto port = [&] { return static_cast<std::uint16_t>(std::stoul(text.substr(text.rfind(':') + 1))); };
        if (text.starts_with(kMetrics)) {
            metrics_port_ = port();
        } else if (text.starts_with(kListening)) {
            port_ = port();
        }
    }
}

ServerProcess::~ServerProcess() {
    if (exit_code_ < 0) {
        kill();
    }
    std::error_code ignored;
    std::filesystem::remove(log_, ignored);
}

void ServerProcess::terminate() const {
    ::kill(pid_, SIGTERM);
}

void ServerProcess::signal_and_wait(int signal) {
    ::kill(pid_, signal);
    wait();
}

int ServerProcess::wait() {
    if (exit_code_ < 0) {
        int status = 0;
        ATELIER_CHECK(::waitpid(pid_, &status, 0) == pid_);
        exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return exit_code_;
}

std::size_t ServerProcess::resident_bytes() const {
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string ServerProcess::log() const {
    std::ifstream in(log_);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace atelier::test
