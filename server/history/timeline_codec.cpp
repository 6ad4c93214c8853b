// SPDX-License-Identifier: MIT
#include "server/history/timeline_codec.h"

#include <algorithm>
#include <utility>

#include "atelier/v1/history.pb.h"

namespace atelier::history {
namespace {

constexpr std::uint32_t kFormat = 2;

void write_carried(const Carried& carried, v1::TimelineCarried& out) {
    out.set_show(carried.show.value.text);
    out.set_show_lamport(carried.show.stamp.lamport);
    out.set_show_actor(carried.show.stamp.actor.value);
    out.set_phase(carried.phase.value.number);
    out.set_phase_lamport(carried.phase.stamp.lamport);
    out.set_phase_actor(carried.phase.stamp.actor.value);
    out.set_down(carried.is_down);
    out.set_lowered_before(carried.lowered_before.value);
    if (carried.poll) {
        out.set_poll(*carried.poll);
    }
}

Carried read_carried(const v1::TimelineCarried& in) {
    Carried carried;
    carried.show = {{in.show_lamport(), {in.show_actor()}}, {0, in.show()}};
    carried.phase = {{in.phase_lamport(), {in.phase_actor()}}, {in.phase(), ""}};
    carried.is_down = in.down();
    carried.lowered_before = {in.lowered_before()};
    carried.poll = in.has_poll() ? std::optional(in.poll()) : std::nullopt;
    return carried;
}

Bin read_bin(const v1::TimelineBin& in) {
    Bin bin;
    bin.minute = in.minute();
    bin.last = {in.last()};
    bin.ops = in.ops();
    bin.links = in.links();
    bin.ballots = in.ballots();
    const auto known = static_cast<std::size_t>(in.items_size());
    std::copy_n(in.items().begin(), std::min(known, bin.items.size()), bin.items.begin());
    return bin;
}

Mark read_mark(const v1::TimelineMark& in) {
    Mark mark;
    mark.at = {in.at()};
    mark.time_ms = in.time_ms();
    mark.what = static_cast<Happening>(in.what());
    mark.number = in.number();
    mark.text = in.text();
    mark.item = {{in.actor()}, in.counter()};
    mark.is_covered = in.covered();
    return mark;
}

}  // namespace

Bytes encode_stretch(const Stretch& stretch) {
    v1::TimelineBlock out;
    out.set_format(kFormat);
    out.set_after(stretch.after.value);
    out.set_last(stretch.last.value);
    out.set_begin_ms(stretch.begin_ms);
    out.set_end_ms(stretch.end_ms);
    for (const Bin& bin : stretch.bins) {
        v1::TimelineBin& to = *out.add_bins();
        to.set_minute(bin.minute);
        to.set_last(bin.last.value);
        to.set_ops(bin.ops);
        to.mutable_items()->Add(bin.items.begin(), bin.items.end());
        to.set_links(bin.links);
        to.set_ballots(bin.ballots);
    }
    for (const Mark& mark : stretch.marks) {
        v1::TimelineMark& to = *out.add_marks();
        to.set_at(mark.at.value);
        to.set_time_ms(mark.time_ms);
        to.set_what(static_cast<std::uint32_t>(mark.what));
        to.set_number(mark.number);
        to.set_text(mark.text);
        to.set_actor(mark.item.actor.value);
        to.set_counter(mark.item.counter);
        to.set_covered(mark.is_covered);
    }
    for (const CurtainChange& change : stretch.curtain) {
        v1::CurtainChange& to = *out.add_curtain();
        to.set_before(change.before.value);
        to.set_at(change.at.value);
        to.set_what(static_cast<std::uint32_t>(change.what));
    }
    write_carried(stretch.carried, *out.mutable_carried());
    return out.SerializeAsString();
}

std::optional<Stretch> decode_stretch(BytesView bytes) {
    v1::TimelineBlock in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || in.format() != kFormat) {
        return std::nullopt;
    }
    Stretch stretch;
    stretch.after = {in.after()};
    stretch.last = {in.last()};
    stretch.begin_ms = in.begin_ms();
    stretch.end_ms = in.end_ms();
    std::transform(in.bins().begin(), in.bins().end(), std::back_inserter(stretch.bins), read_bin);
    std::transform(in.marks().begin(), in.marks().end(), std::back_inserter(stretch.marks), read_mark);
    for (const v1::CurtainChange& change : in.curtain()) {
        stretch.curtain.push_back({{change.before()}, {change.at()}, static_cast<CurtainChange::What>(change.what())});
    }
    stretch.carried = read_carried(in.carried());
    return stretch;
}

}  // namespace atelier::history
