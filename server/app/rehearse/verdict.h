// What a dress rehearsal means for the day, in plain words. Pure: the same figures give the same findings.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "server/app/finding.h"
#include "server/rehearsal/figures.h"

namespace atelier::app {

// One finding a question, always in this order: came-in, kept, seen, connections, nothing-lost, refused, this-computer.
std::vector<Finding> judge(const rehearsal::Figures& figures);

// All of it in one sentence: what to expect with that many people.
Sentence conclude(const rehearsal::Figures& figures, const std::vector<Finding>& findings);

}  // namespace atelier::app
