// Laws of texts as plain functions of a seed, without a test framework and without exceptions, so that the same laws are
// checked natively and in the browser's build.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace atelier::testing {

// What a run of a law really did; a test that did nothing proves nothing.
struct TextLawWork {
    std::size_t inserts = 0;
    std::size_t deletes = 0;
    std::size_t deliveries = 0;
    std::size_t contested = 0;  // insertions delivered where something else stood between the origins already
    std::size_t wide = 0;       // characters outside the BMP
    std::size_t reloads = 0;    // texts replaced by their snapshot in mid-run
    std::size_t runs = 0;       // longest text, in runs
    std::size_t purges = 0;     // moments at which everybody had everything and forgot what was deleted
    std::size_t purged = 0;     // characters forgotten by them, counted once
};

enum class TextLawFault : std::uint8_t {
    None,
    UnfairTies,   // replicas break ties by their own numbering of actors: the law must notice
    UnevenPurge,  // one replica forgets nothing: the law must notice
};

// Three to five replicas write and delete at random; every op is delivered to all, in causal but shuffled order; now and
// then, when all have everything, all forget what is deleted (rule M11). In the end all texts are equal, equal to the tree of the paper, and every position is what counting by hand gives.
bool text_law_converges(std::uint64_t seed, std::string& why, TextLawWork& work,
                        TextLawFault fault = TextLawFault::None);

// Two or three people who write words at one place at once, forwards or backwards, find each word whole afterwards.
bool text_law_keeps_words_whole(std::uint64_t seed, std::string& why);

}  // namespace atelier::testing
