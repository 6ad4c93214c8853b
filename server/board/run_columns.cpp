// SPDX-License-Identifier: MIT
#include "server/board/run_columns.h"

#include "server/base/utf8.h"
#include "server/board/state_format.h"

namespace atelier::board {
namespace {

namespace field = state_format::field::text;

}  // namespace

// --- context ---

void RunContext::start(CharId item) {
    open_.clear();
    last_ = {};
    for (const std::uint32_t actor : met_) {
        expected_[actor] = 0;
    }
    met_.assign(1, item.actor);
    expected_[item.actor] = item.counter + 1;
}

std::optional<TextRun> RunContext::continuation(std::uint32_t depth) const {
    if (depth >= open_.size()) {
        return std::nullopt;
    }
    const Open& open = open_[open_.size() - 1 - depth];
    return TextRun{open.next, 0, {open.next.actor, open.next.counter - 1}, open.right, {}};
}

CharId RunContext::right(Right how, CharId left) const {
    switch (how) {
        case Right::BehindLeft: return {left.actor, left.counter + 1};
        case Right::AsBefore: return open_.empty() ? CharId{} : open_.back().right;
        default: return {};
    }
}

void RunContext::pass(const TextRun& run, std::optional<std::uint32_t> depth) {
    const CharId next{run.first.actor, run.first.counter + run.length};
    last_ = {next.actor, next.counter - 1};
    if (depth) {
        open_.resize(open_.size() - *depth);
        open_.back() = {next, run.right};
    } else {
        open_.push_back({next, run.right});
    }
    if (expected_[next.actor] == 0) {
        met_.push_back(next.actor);
    }
    expected_[next.actor] = next.counter;
}

// --- writing ---

std::optional<std::uint32_t> RunWriter::depth_of(const TextRun& run) const {
    for (std::uint32_t depth = 0; depth < RunContext::kDepthMax; ++depth) {
        const auto continued = context_.continuation(depth);
        if (!continued) {
            break;
        }
        if (continued->first == run.first && continued->left == run.left && continued->right == run.right) {
            return depth;
        }
    }
    return std::nullopt;
}

void RunWriter::add_origin(CharId id) {
    origin_actor_.push_back(id.actor);
    origin_counter_.push_back(difference32(id.counter, context_.expected(id.actor)));
}

void RunWriter::add(const TextRun& run) {
    using Left = RunContext::Left;
    using Right = RunContext::Right;
    const auto depth = depth_of(run);
    std::uint32_t code = 0;
    if (depth) {
        code = RunContext::kCodes + *depth;
    } else {
        actor_.push_back(run.first.actor);
        counter_.push_back(difference32(run.first.counter, context_.expected(run.first.actor)));
        Left left = Left::Written;
        for (const Left how : {Left::Before, Left::Start}) {
            if (left == Left::Written && context_.left(how) == run.left) {
                left = how;
            }
        }
        Right right = Right::Written;
        for (const Right how : {Right::End, Right::BehindLeft, Right::AsBefore}) {
            if (right == Right::Written && context_.right(how, run.left) == run.right) {
                right = how;
            }
        }
        if (left == Left::Written) {
            add_origin(run.left);
        }
        if (right == Right::Written) {
            add_origin(run.right);
        }
        code = static_cast<std::uint32_t>(left) * RunContext::kRights + static_cast<std::uint32_t>(right);
    }
    code_.push_back(2 * code + (run.visible.empty() ? 1 : 0));
    length_.push_back(run.length);
    visible_ += run.visible;
    context_.pass(run, depth);
}

void RunWriter::write(pbf::Writer& writer) const {
    write_column(writer, field::kCode, code_);
    write_column(writer, field::kLength, length_);
    write_column(writer, field::kActor, actor_);
    write_column(writer, field::kCounter, counter_);
    write_column(writer, field::kOriginActor, origin_actor_);
    write_column(writer, field::kOriginCounter, origin_counter_);
    writer.add_string(field::kVisible, visible_);
}

// --- reading ---

void RunReader::read(pbf::Reader reader) {
    while (reader.next()) {
        switch (reader.tag()) {
            case field::kCode: code_.read(reader); break;
            case field::kLength: length_.read(reader); break;
            case field::kActor: actor_.read(reader); break;
            case field::kCounter: counter_.read(reader); break;
            case field::kOriginActor: origin_actor_.read(reader); break;
            case field::kOriginCounter: origin_counter_.read(reader); break;
            case field::kVisible: {
                const auto view = reader.get_view();
                visible_ = {view.data(), view.size()};
                break;
            }
            default: reader.skip();
        }
    }
}

CharId RunReader::next_origin() {
    const std::uint32_t actor = origin_actor_.next32();
    const std::uint32_t expected = context_.is_actor(actor) ? context_.expected(actor) : 0;
    const std::uint32_t counter = next_from32(origin_counter_, expected);
    return counter == 0 ? CharId{} : CharId{actor, counter};  // none is nobody's
}

std::optional<std::string_view> RunReader::take_visible(std::uint32_t code_points) {
    std::size_t bytes = 0;
    for (; code_points > 0; --code_points) {
        if (bytes >= visible_.size()) {
            return std::nullopt;
        }
        bytes += utf8::sequence_bytes(visible_[bytes]);
    }
    if (bytes > visible_.size()) {
        return std::nullopt;
    }
    const std::string_view taken = visible_.substr(0, bytes);
    visible_.remove_prefix(bytes);
    return taken;
}

std::optional<TextRun> RunReader::next() {
    const std::uint32_t coded = code_.next32();
    const std::uint32_t code = coded / 2;
    std::optional<std::uint32_t> depth;
    TextRun run;
    if (code >= RunContext::kCodes) {
        depth = code - RunContext::kCodes;
        const auto continued = context_.continuation(*depth);
        if (!continued) {
            return std::nullopt;
        }
        run = *continued;
    } else {
        run.first.actor = actor_.next32();
        if (!context_.is_actor(run.first.actor)) {
            return std::nullopt;
        }
        run.first.counter = next_from32(counter_, context_.expected(run.first.actor));
        const auto left = static_cast<RunContext::Left>(code / RunContext::kRights);
        const auto right = static_cast<RunContext::Right>(code % RunContext::kRights);
        run.left = left == RunContext::Left::Written ? next_origin() : context_.left(left);
        run.right = right == RunContext::Right::Written ? next_origin() : context_.right(right, run.left);
    }
    run.length = length_.next32();
    if (coded % 2 == 0) {
        const auto visible = take_visible(run.length);
        if (!visible) {
            return std::nullopt;
        }
        run.visible = *visible;
    }
    if (!code_.good() || !length_.good() || !actor_.good() || !counter_.good() || !origin_actor_.good() ||
        !origin_counter_.good()) {
        return std::nullopt;
    }
    context_.pass(run, depth);
    return run;
}

bool RunReader::is_used_up() const {
    return visible_.empty() && used_up({&code_, &length_, &actor_, &counter_, &origin_actor_, &origin_counter_});
}

}  // namespace atelier::board
