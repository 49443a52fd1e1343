#pragma once

#include "engine/settlement/question.hpp"
#include "engine/store/fact_repository.hpp"

#include <map>
#include <optional>
#include <vector>

namespace mutua::service {

/// The hours that members have declared, for the checks of one declaration more. Looked up once a
/// member, so that a whole file of declarations costs no more than one.
class DeclaredHours {
public:
    /// Counts what was accepted until a day; without a day, all that nobody turned down. What was
    /// credited by then does not count, but from `credited_since` on it still does.
    DeclaredHours(store::Store& store, const EntityCode& entity,
                  std::optional<Date> accepted_until = std::nullopt,
                  std::optional<Date> credited_since = std::nullopt)
        : facts_{store, entity}, accepted_until_{accepted_until}, credited_since_{credited_since} {
        if (!credited_since_ && accepted_until) { credited_since_ = add_days(*accepted_until, 1); }
    }

    /// What is counted in the month and the year of a declaration that is not counted itself.
    [[nodiscard]] settlement::OtherHours beside(const cooperative::Declaration& declaration);

    /// The same for one that was accepted: without its own hours, where they are counted.
    [[nodiscard]] settlement::OtherHours without(const store::StoredDeclaration& stored);

    /// Counts one more, such as the row before in the same file.
    void add(const cooperative::Declaration& declaration);

private:
    /// In hundredths.
    struct Hours {
        std::map<Month, std::int64_t> months;
        std::map<date::year, std::int64_t> years_whole;  ///< each declaration in whole hours, up
        std::map<Date, std::int64_t> days;  ///< a declaration's hours shared evenly, up
    };

    enum class Way : std::int64_t { add = 1, leave_out = -1 };

    static void count(Hours& hours, Way way, std::int64_t hundredths,
                      const std::vector<Date>& days);
    static settlement::OtherHours beside(const Hours& hours,
                                         const cooperative::Declaration& declaration);
    Hours& hours_of(const MemberCode& member);

    store::FactRepository facts_;
    std::optional<Date> accepted_until_;
    std::optional<Date> credited_since_;
    std::map<MemberCode, Hours> members_;
};

}  // namespace mutua::service
