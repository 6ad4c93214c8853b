// A callable that is borrowed for the length of a call: two words, no allocation, no ownership.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <type_traits>

namespace atelier::board {

template <class Signature>
class FunctionRef;

// REQUIRES: what it was made from outlives it. Use it as a parameter type only, never as a member or a local.
template <class R, class... Args>
class FunctionRef<R(Args...)> {
public:
    // Implicit on purpose: it stands for the lambda in a call. The constraint keeps copies and moves out.
    // NOLINTBEGIN(google-explicit-constructor,bugprone-forwarding-reference-overload)
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> && std::is_invocable_r_v<R, F&, Args...> &&
             !std::is_function_v<std::remove_reference_t<F>>) FunctionRef(F&& callable)
    noexcept
        : target_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
          call_([](void* target, Args... args) -> R {
              return (*static_cast<std::remove_reference_t<F>*>(target))(static_cast<Args>(args)...);
          }) {}
    // NOLINTEND(google-explicit-constructor,bugprone-forwarding-reference-overload)

    R operator()(Args... args) const { return call_(target_, static_cast<Args>(args)...); }

private:
    void* target_;
    R (*call_)(void*, Args...);
};

}  // namespace atelier::board
