// SPDX-License-Identifier: MIT
#include "tests/support/metrics_page.h"

#include <limits>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"

namespace atelier::test {

double MetricsPage::operator[](const std::string& sample) const {
    const auto found = samples.find(sample);
    return found == samples.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

MetricsPage read_metrics(std::uint16_t port) {
    const HttpAnswer answer = get(port, "/metrics");
    REQUIRE(answer.status == 200);
    MetricsPage page;
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        std::istringstream words(line);
        std::string first;
        std::string second;
        std::string third;
        words >> first >> second >> third;
        if (first == "#" && second == "TYPE") {
            words >> page.types[third];
        } else if (first == "#" && second == "HELP") {
            page.helped.insert(third);
        } else {
            const std::size_t space = line.rfind(' ');
            REQUIRE(space != std::string::npos);
            std::size_t read = 0;
            page.samples[line.substr(0, space)] = std::stod(line.substr(space + 1), &read);
            REQUIRE(read == line.size() - space - 1);
        }
    }
    return page;
}

}  // namespace atelier::test
