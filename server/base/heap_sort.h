// Sorting where the weight of the code counts for more than its speed: std::sort is two kilobytes for each kind of
// entry, and the browser's module is built of these sources.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>

namespace atelier {

// Sorts in place, O(n log n); equal entries may change places. Any thread.
template <class Range, class Less = std::less<>>
void heap_sort(Range& range, const Less& less = {}) {
    std::make_heap(range.begin(), range.end(), less);
    std::sort_heap(range.begin(), range.end(), less);
}

}  // namespace atelier
