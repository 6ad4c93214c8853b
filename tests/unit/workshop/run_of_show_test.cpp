// SPDX-License-Identifier: MIT
#include "server/workshop/run_of_show.h"

#include "server/base/limits.h"
#include "server/workshop/stage.h"
#include "tests/support/catch.h"
#include "tests/support/replica.h"

using namespace atelier;
using board::kNullId;
using board::SetSetting;
using board::SettingKey;
using workshop::Act;
using workshop::parse_run_of_show;

namespace {

std::string show_of(const std::string& phases) {
    return R"({"format":"atelier-run-of-show/1","title":"Une journée","phases":[)" + phases + "]}";
}

std::string why(const std::string& text) {
    const auto show = parse_run_of_show(text);
    return show ? "ok" : show.error().detail;
}

}  // namespace

TEST_CASE("a run of show is read and written back the same") {
    const auto show = parse_run_of_show(show_of(
        R"({"title":"Craintes","instruction":"Chacun pour soi.","minutes":15,"may":["fear","edit_own"],"sees":"own",)"
        R"("anonymity":"kind"},{"title":"Vote","may":["vote"]})"));
    REQUIRE(show);
    REQUIRE(show->phases.size() == 2);
    CHECK(show->title == "Une journée");
    const workshop::Phase& fears = show->phases[0];
    CHECK(fears.instruction == "Chacun pour soi.");
    CHECK(fears.minutes == 15);
    CHECK(fears.sight == workshop::Sight::Own);
    CHECK(show->phases[1].sight == workshop::Sight::All);
    CHECK(fears.anonymity == workshop::Anonymity::Kind);
    CHECK(show->phases[1].anonymity == workshop::Anonymity::Organisation);
    CHECK((fears.allows(Act::AddFear) && fears.allows(Act::EditOwn)));
    CHECK_FALSE((fears.allows(Act::AddNeed) || fears.allows(Act::EditOthers) || fears.allows(Act::Vote)));
    const auto again = parse_run_of_show(workshop::write_run_of_show(*show));
    REQUIRE(again);
    CHECK(*again == *show);
}

TEST_CASE("a run of show with something unknown or out of bounds is refused, and says in which phase") {
    CHECK(why("") == "a run of show is not JSON");
    CHECK(why("[1") == "a run of show is not JSON");
    CHECK(why("[]") == "not a run of show of format atelier-run-of-show/1");
    CHECK(why(R"({"format":7})") == "a run of show is not JSON");
    CHECK(why(show_of("")) == "a run of show has a title and a phase at least");
    CHECK(why(show_of("7")) == "phase 1 is not an object");
    CHECK(why(show_of(R"({"title":"A"},{"may":[]})")) == "phase 2 has no title");
    for (const char* field :
         {R"("may":["fly"])", R"("may":"fear")", R"("minutes":-1)", R"("minutes":10081)", R"("instruction":"\u0000")",
          R"("sees":"half")", R"("anonymity":"secret")", R"("anonymity":3)"}) {
        INFO(field);
        const std::string key(field + 1, std::string_view(field).find('"', 1) - 1);
        CHECK(why(show_of(std::string(R"({"title":"A",)") + field + "}")) ==
              "phase 1 has a \"" + key + "\" that this version does not take");
    }
    std::string many = R"({"title":"A"})";
    for (std::size_t i = 0; i < limits::kPhasesMax; ++i) {
        many += R"(,{"title":"A"})";
    }
    CHECK(why(show_of(many)) == "a run of show has at most 60 phases");
    CHECK(why(show_of(std::string(limits::kSettingBytesMax, ' '))) == "a run of show is too long");
}

TEST_CASE("the phase that is on follows the settings, and a show that became shorter ends with its last phase") {
    testing::Replica host(1);
    workshop::Stage stage;
    CHECK(stage.phase(host.board) == nullptr);
    const auto set = [&](SettingKey key, std::int64_t number, std::string text) {
        host.commit(SetSetting{{kNullId, key}, {number, std::move(text)}});
    };
    set(SettingKey::Phase, 2, "");
    CHECK(stage.phase(host.board) == nullptr);
    set(SettingKey::RunOfShow, 0, show_of(R"({"title":"A"},{"title":"B"})"));
    REQUIRE(stage.phase(host.board) != nullptr);
    CHECK(stage.phase(host.board)->title == "B");
    set(SettingKey::RunOfShow, 0, show_of(R"({"title":"C"})"));
    REQUIRE(stage.phase(host.board) != nullptr);
    CHECK(stage.phase(host.board)->title == "C");
    set(SettingKey::Phase, 0, "");
    CHECK(stage.phase(host.board) == nullptr);
    set(SettingKey::Phase, 1, "");
    set(SettingKey::RunOfShow, 0, "");
    CHECK(stage.phase(host.board) == nullptr);
}
