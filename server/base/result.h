// Result<T>: a value or an Error, with the member names of std::expected, so that it can become an
// alias of it once the toolchain has one (g++ 12 and clang 16 on Debian 12 do not).
// Works without exceptions and RTTI: reading the wrong side is a broken invariant, not a throw.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "server/base/check.h"
#include "server/base/error.h"

namespace atelier {

template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // REQUIRES: has_value().
    T& value() & { return *checked(std::get_if<0>(&state_)); }
    const T& value() const& { return *checked(std::get_if<0>(&state_)); }
    T&& value() && { return std::move(*checked(std::get_if<0>(&state_))); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    // REQUIRES: !has_value().
    const Error& error() const& { return *checked(std::get_if<1>(&state_)); }
    Error&& error() && { return std::move(*checked(std::get_if<1>(&state_))); }

private:
    template <class P>
    static P* checked(P* side) {
        ATELIER_CHECK(side != nullptr);
        return side;
    }

    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }

    // REQUIRES: !has_value().
    const Error& error() const& {
        ATELIER_CHECK(error_.has_value());
        return *error_;
    }

private:
    std::optional<Error> error_;
};

}  // namespace atelier

#define ATELIER_CONCAT_INNER(a, b) a##b
#define ATELIER_CONCAT(a, b) ATELIER_CONCAT_INNER(a, b)

// ATELIER_TRY(expression): returns the Error to the caller, or goes on. For Result<void>.
#define ATELIER_TRY(expression)                                            \
    do {                                                                   \
        if (auto atelier_try_result = (expression); !atelier_try_result) { \
            return ::atelier::Error(atelier_try_result.error());           \
        }                                                                  \
    } while (false)

// ATELIER_TRY_ASSIGN(auto x, expression): the same, and names the value.
#define ATELIER_TRY_ASSIGN(declaration, expression)                                         \
    auto ATELIER_CONCAT(atelier_try_, __LINE__) = (expression);                             \
    if (!ATELIER_CONCAT(atelier_try_, __LINE__)) {                                          \
        return ::atelier::Error(std::move(ATELIER_CONCAT(atelier_try_, __LINE__)).error()); \
    }                                                                                       \
    declaration = std::move(ATELIER_CONCAT(atelier_try_, __LINE__)).value()
