// SPDX-License-Identifier: MIT
#include "server/http/segment_body.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "server/http/long_poll_body.h"

namespace atelier::http {

Result<EncodedBody> segment_body(history::Segment segment, std::string_view accepted) {
    nlohmann::ordered_json places = {{"start", segment.start.value},
                                     {"time", segment.start_ms},
                                     {"positions", nlohmann::ordered_json::array()},
                                     {"times", nlohmann::ordered_json::array()}};
    for (const history::Segment::Commit& commit : segment.commits) {
        places["positions"].push_back(commit.last.value);
        places["times"].push_back(commit.server_time_ms);
    }
    history::Keyframe& keyframe = segment.keyframe;
    Bytes before;
    append_entry(before, places.dump());
    append_length(before, keyframe.head.size() + keyframe.size);
    before += keyframe.head;
    Bytes behind;
    for (const history::Segment::Commit& commit : segment.commits) {
        append_entry(behind, commit.frame);
    }
    if (keyframe.is_packed) {
        return encode_around(std::move(before), keyframe.state, std::move(behind), accepted);
    }
    return encode_body(before.append(keyframe.state).append(behind), accepted);
}

}  // namespace atelier::http
