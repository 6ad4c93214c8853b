// A list that only grows and whose entries keep their address. What std::deque would do, in a tenth of the code of the
// browser's module: the list of chunks is the same for every kind of entry.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace atelier::board {

// A value; not thread-safe. Entries lie in chunks of 32.
template <class Entry>
class StableList {
public:
    class Iterator {
    public:
        using value_type = Entry;
        using difference_type = std::ptrdiff_t;

        Iterator() = default;
        Iterator(const StableList* list, std::size_t position) noexcept : list_(list), position_(position) {}
        const Entry& operator*() const noexcept { return (*list_)[position_]; }
        const Entry* operator->() const noexcept { return &(*list_)[position_]; }
        Iterator& operator++() noexcept {
            ++position_;
            return *this;
        }
        Iterator operator++(int) noexcept { return {list_, position_++}; }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const StableList* list_ = nullptr;
        std::size_t position_ = 0;
    };

    StableList() = default;
    StableList(const StableList& other) : StableList() {
        for (const Entry& entry : other) {
            add(entry);
        }
    }
    StableList(StableList&& other) noexcept : chunks_(std::move(other.chunks_)), size_(std::exchange(other.size_, 0)) {
        other.chunks_.clear();
    }
    StableList& operator=(StableList other) noexcept {
        std::swap(chunks_, other.chunks_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~StableList() {
        for (std::size_t i = 0; i < size_; ++i) {
            std::destroy_at(&(*this)[i]);
        }
    }

    std::size_t size() const noexcept { return size_; }
    Iterator begin() const noexcept { return {this, 0}; }
    Iterator end() const noexcept { return {this, size_}; }
    const Entry& operator[](std::size_t position) const noexcept {
        return reinterpret_cast<const Entry*>(chunks_[position / kPerChunk].get())[position % kPerChunk];
    }
    Entry& operator[](std::size_t position) noexcept {
        return reinterpret_cast<Entry*>(chunks_[position / kPerChunk].get())[position % kPerChunk];
    }

    Entry& add(Entry entry) {
        if (size_ == chunks_.size() * kPerChunk) {
            chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kPerChunk * sizeof(Entry)));
        }
        Entry& place = (*this)[size_];
        std::construct_at(&place, std::move(entry));
        ++size_;
        return place;
    }

private:
    static constexpr std::size_t kPerChunk = 32;
    static_assert(alignof(Entry) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::size_t size_ = 0;
};

}  // namespace atelier::board
