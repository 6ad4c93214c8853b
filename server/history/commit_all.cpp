// SPDX-License-Identifier: MIT
#include "server/history/commit_all.h"

#include <future>
#include <memory>
#include <utility>

namespace atelier::history {

// The result is that of the last one: completions come in order, and after one that failed the next fail, too.
Result<void> commit_all(storage::Committer& commits, std::vector<storage::Append> appends) {
    const auto done = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> last = done->get_future();
    for (std::size_t i = 0; i < appends.size(); ++i) {
        const bool is_last = i + 1 == appends.size();
        ATELIER_TRY(commits.submit(std::move(appends[i]), [done, is_last](Result<void> result) {
            if (is_last) {
                done->set_value(std::move(result));
            }
        }));
    }
    return last.get();
}

}  // namespace atelier::history
