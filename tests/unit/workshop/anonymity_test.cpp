// What labels say, and what is left of them.
// SPDX-License-Identifier: MIT
#include "server/workshop/anonymity.h"

#include "tests/support/catch.h"

namespace atelier::workshop {
namespace {

TEST_CASE("[J5] the levels are read and written by their words") {
    for (const auto level : {Anonymity::Named, Anonymity::Organisation, Anonymity::Kind, Anonymity::Nothing}) {
        CHECK(anonymity_named(anonymity_word(level)) == level);
    }
    CHECK_FALSE(anonymity_named("secret"));
}

TEST_CASE("[J5] a label is raised to what the level lets it say, and never says more than it did") {
    const std::string named = "Ada \u00b7 ADEME";
    CHECK(raised_label(named, Anonymity::Named, "institution") == named);
    CHECK(raised_label(named, Anonymity::Organisation, "institution") == "ADEME");
    CHECK(raised_label(named, Anonymity::Kind, "institution") == "institution");
    CHECK(raised_label("ADEME", Anonymity::Kind, "institution") == "institution");
    CHECK(raised_label("ADEME", Anonymity::Kind, "") == "");
    CHECK(raised_label("ADEME", Anonymity::Kind, "made up") == "");
    CHECK(raised_label("entreprise", Anonymity::Organisation, "institution") == "entreprise");
    CHECK(raised_label("", Anonymity::Organisation, "institution") == "");
    for (const std::string& label : {named, std::string("ADEME"), std::string("other"), std::string()}) {
        CHECK(raised_label(label, Anonymity::Nothing, "other") == "");
        for (const auto level : {Anonymity::Named, Anonymity::Organisation, Anonymity::Kind, Anonymity::Nothing}) {
            CHECK(level_of_label(raised_label(label, level, "other")) >= level_of_label(label));
            CHECK(lets_say(level, raised_label(label, level, "other")));
        }
    }
    CHECK(organisation_in("Ada \u00b7 Grace \u00b7 ADEME") == "ADEME");
    CHECK(organisation_in("collectivite") == "");
}

}  // namespace
}  // namespace atelier::workshop
