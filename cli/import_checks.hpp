#pragma once

#include "cli/context.hpp"
#include "engine/store/fact_repository.hpp"
#include "formats/tabular/import_declarations.hpp"

namespace mutua::cli {

/// The codes of members or clients, for suggestions.
template <typename Party>
[[nodiscard]] std::vector<std::string> codes_of(const std::vector<Party>& parties) {
    std::vector<std::string> codes;
    for (const Party& party : parties) { codes.push_back(party.code.text()); }
    return codes;
}

[[nodiscard]] inline std::vector<std::string> codes_of(
    const std::vector<cooperative::MemberVersions>& members) {
    std::vector<std::string> codes;
    for (const auto& versions : members) { codes.push_back(versions.front().member.code.text()); }
    return codes;
}

/// What a check of the rules says, in two parts: their labels write "what is wrong: what to do".
struct CheckText {
    std::string message;
    std::string help;
};
[[nodiscard]] CheckText check_text(const settlement::CheckFinding& finding,
                                   const std::string& language);

/// The ways out of a check, which semicolons part, each on a line of its own.
[[nodiscard]] std::string one_way_a_line(std::string ways);

/// The same without a place: "price: …", with the ways out as its help.
[[nodiscard]] Diagnostic as_diagnostic(const settlement::CheckFinding& finding,
                                       const std::string& language);

/// Who is told: a member cannot bring anybody in.
enum class Told { back_office, member };

/// What to do about a code that is no member's or client's: the nearest one, or who brings it in.
[[nodiscard]] std::string unknown_party_help(const std::string& noun, const std::string& code,
                                             const std::vector<std::string>& known, Told told);

/// The end of a command that was given such a code.
[[nodiscard]] CommandFailure unknown_party(const std::string& noun, const std::string& message_code,
                                           const std::string& code,
                                           const std::vector<std::string>& known);

/// The words that the rules know, for the importer's messages.
[[nodiscard]] tabular::ImportOptions import_words(const settlement::Rulebook& rules, Date today);

/// How work that has already begun is judged: a back office catches up, a member declares before.
enum class WorkBegun { warning, error };

/// Judges the rows of a batch by the store (member and client must be known) and by the rules
/// (dates, description, wage floor, VAT). What is found stands at the column it is about; a row
/// with an error is rejected. Of rows that are bad already, the fields that could be read are
/// judged, so that everything is told at once. Facts that the store has already, word for word,
/// are not judged again.
void check_declarations(Session& session, tabular::ImportBatch<cooperative::Declaration>& batch,
                        const Context& context, WorkBegun work_begun);

}  // namespace mutua::cli
