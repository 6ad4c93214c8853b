// The figures that a server gives to Prometheus, as a test reads them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace atelier::test {

struct MetricsPage {
    std::map<std::string, double> samples;     // by name and labels as they stand: name{label="value"}
    std::map<std::string, std::string> types;  // by family: counter, gauge, histogram
    std::set<std::string> helped;              // families that say what they are

    // A sample that is not there is a failure of its own: not a number.
    double operator[](const std::string& sample) const;
};

// Asks for /metrics. Fails the test when the answer is not 200 or a line is not of the text format.
MetricsPage read_metrics(std::uint16_t port);

}  // namespace atelier::test
