// SPDX-License-Identifier: MIT
#include "tests/support/tls_door.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

namespace atelier::test {
namespace {

namespace net = boost::asio;
using net::ip::tcp;
using Secure = net::ssl::stream<tcp::socket>;

void require(bool is_good, const char* what) {
    if (!is_good) {
        throw std::runtime_error(what);
    }
}

struct Pair {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{nullptr, &EVP_PKEY_free};
    std::unique_ptr<X509, decltype(&X509_free)> certificate{nullptr, &X509_free};
};

Pair make_certificate() {
    Pair made;
    made.key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    made.certificate.reset(X509_new());
    X509* certificate = made.certificate.get();
    require(made.key && certificate != nullptr, "no key");
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME* name = X509_get_subject_name(certificate);
    const std::array<unsigned char, 5> common{'d', 'o', 'o', 'r', 0};
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common.data(), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    require(X509_sign(certificate, made.key.get(), EVP_sha256()) > 0, "no certificate");
    return made;
}

void write_certificate(const X509* certificate, const std::filesystem::path& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), &std::fclose);
    require(file != nullptr && PEM_write_X509(file.get(), certificate) == 1, "the certificate cannot be written");
}

// The other side is gone, which is what it is there to do in the end.
void ended(const std::exception_ptr& /*unused*/) {}

template <class From, class To>
net::awaitable<void> pass_on(From& from, To& to) {
    std::array<char, 16 * 1024> buffer{};
    while (true) {
        const std::size_t count = co_await from.async_read_some(net::buffer(buffer), net::use_awaitable);
        co_await net::async_write(to, net::buffer(buffer, count), net::use_awaitable);
    }
}

}  // namespace

struct TlsDoor::Running {
    Running(std::uint16_t port, const std::filesystem::path& folder)
        : server(net::ip::address_v4::loopback(), port),
          path(folder / "door.pem") {
        const Pair made = make_certificate();
        write_certificate(made.certificate.get(), path);
        require(SSL_CTX_use_certificate(secrets.native_handle(), made.certificate.get()) == 1 &&
                    SSL_CTX_use_PrivateKey(secrets.native_handle(), made.key.get()) == 1,
                "the door does not take its certificate");
        net::co_spawn(context, listen(), ended);
        thread = std::thread([this] { context.run(); });
    }

    net::awaitable<void> listen() {
        while (true) {
            tcp::socket peer = co_await acceptor.async_accept(net::use_awaitable);
            net::co_spawn(context, let_in(std::make_shared<Visit>(std::move(peer), *this)), ended);
        }
    }

    struct Visit {
        Visit(tcp::socket peer, Running& door) : outside(std::move(peer), door.secrets), inside(door.context) {}
        void end() {
            boost::system::error_code ignored;
            outside.lowest_layer().close(ignored);
            inside.close(ignored);
        }
        Secure outside;
        tcp::socket inside;
    };

    net::awaitable<void> let_in(std::shared_ptr<Visit> visit) {
        co_await visit->outside.async_handshake(net::ssl::stream_base::server, net::use_awaitable);
        co_await visit->inside.async_connect(server, net::use_awaitable);
        // Whichever way ends first ends the visit.
        const auto end = [visit](const std::exception_ptr&) { visit->end(); };
        net::co_spawn(context, pass_on(visit->outside, visit->inside), end);
        net::co_spawn(context, pass_on(visit->inside, visit->outside), end);
    }

    tcp::endpoint server;
    std::filesystem::path path;
    net::io_context context;
    net::ssl::context secrets{net::ssl::context::tls_server};
    tcp::acceptor acceptor{context, tcp::endpoint(net::ip::address_v4::loopback(), 0)};
    std::thread thread;
};

TlsDoor::TlsDoor(std::uint16_t server, const std::filesystem::path& folder)
    : running_(std::make_unique<Running>(server, folder)) {}

TlsDoor::~TlsDoor() {
    running_->context.stop();
    running_->thread.join();
}

std::uint16_t TlsDoor::port() const noexcept {
    return running_->acceptor.local_endpoint().port();
}

const std::filesystem::path& TlsDoor::certificate() const noexcept {
    return running_->path;
}

}  // namespace atelier::test
