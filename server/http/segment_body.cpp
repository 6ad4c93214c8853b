// SPDX-License-Identifier: MIT
#include "server/http/segment_body.h"

#include <nlohmann/json.hpp>

#include "server/http/long_poll_body.h"

namespace atelier::http {

Bytes segment_body(const history::Segment& segment) {
    nlohmann::ordered_json places = {{"start", segment.start.value},
                                     {"time", segment.start_ms},
                                     {"positions", nlohmann::ordered_json::array()},
                                     {"times", nlohmann::ordered_json::array()}};
    for (const history::Segment::Commit& commit : segment.commits) {
        places["positions"].push_back(commit.last.value);
        places["times"].push_back(commit.server_time_ms);
    }
    Bytes body;
    append_entry(body, places.dump());
    append_entry(body, segment.keyframe);
    for (const history::Segment::Commit& commit : segment.commits) {
        append_entry(body, commit.frame);
    }
    return body;
}

}  // namespace atelier::http
