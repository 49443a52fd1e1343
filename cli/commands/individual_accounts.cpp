#include "cli/commands/individual_accounts.hpp"

#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "engine/service/individual_account.hpp"
#include "engine/store/fact_repository.hpp"
#include "formats/tabular/json_individual_account.hpp"
#include "formats/tabular/text_individual_account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mutua::cli {

namespace {

using settlement::IndividualAccount;

struct AccountsOptions {
    std::string year;
    std::string member;
    std::string out_folder;
};

/// The year that was asked for, if any; one that has not begun has no account.
std::optional<int> year_option(const Context& context, const std::string& text) {
    if (text.empty()) { return std::nullopt; }
    const auto january = parse_month(text + "-01");
    if (!january) {
        throw CommandFailure{ExitCode::usage,
                             fmt::format("error U164: --year: `{}` is not a year\n  = help: write "
                                         "it like 2026",
                                         text)};
    }
    if (january->year() > context.today.year()) {
        throw CommandFailure{
            ExitCode::usage,
            fmt::format("error U164: --year: {} has not begun: today is {}\n  = help: write {} or "
                        "a year before it",
                        text, to_string(context.today), static_cast<int>(context.today.year()))};
    }
    return static_cast<int>(january->year());
}

std::string listed(const std::vector<int>& years) {
    std::string text;
    for (const int year : years) { text += (text.empty() ? "" : ", ") + std::to_string(year); }
    return text;
}

/// Nothing to show is a mistake in the question: it says which years have something.
CommandFailure nothing_paid(const AccountsOptions& options, const std::vector<int>& years) {
    const std::string whose = options.member.empty() ? "" : " of " + options.member;
    const std::string when = options.year.empty() ? "" : " for work of " + options.year;
    const std::string help = years.empty()
                                 ? "`mutua payroll apply --month 2026-11` issues payslips"
                                 : fmt::format("there are payslips{} for {}", whose, listed(years));
    return {ExitCode::bad_input,
            fmt::format("error U165: no payslip{}{}\n  = help: {}", whose, when, help)};
}

std::string text_of(const std::vector<IndividualAccount>& accounts) {
    std::string text;
    for (const IndividualAccount& account : accounts) {
        text += (text.empty() ? "" : "\n") + tabular::individual_account_text(account);
    }
    return text;
}

void write_accounts(const Context& context, const std::filesystem::path& folder,
                    const std::vector<MemberCode>& members,
                    const std::function<std::vector<IndividualAccount>(const MemberCode&)>& of) {
    make_folder(folder);
    const auto progress = progress_line(context, "writing individual accounts");
    Exported exported;
    std::size_t done = 0;
    for (const MemberCode& member : members) {
        const auto accounts = of(member);
        const auto write = [&](const char* ending, const std::string& bytes) {
            exported.add(write_new_bytes(folder / (member.text() + ending), bytes, Readers::owner));
        };
        write(".txt", text_of(accounts));
        write(".json", tabular::to_json(accounts));
        progress(++done, members.size());
    }
    sync_folder(folder);
    context.out << fmt::format("Wrote {} to {}.\n", counted_items(done, "individual account"),
                               folder.string());
    tell_unchanged(context, exported);
}

ExitCode accounts(const Context& context, const AccountsOptions& options) {
    const auto year = year_option(context, options.year);
    if (options.member.empty() && options.out_folder.empty()) {
        throw CommandFailure{ExitCode::usage,
                             "error U163: whose account?\n  = help: name the worker with `--member "
                             "CODE`, or a folder for all of them with `--out DIR`"};
    }
    Session session = open_session(context);
    const EntityCode& entity = session.entity().code;
    std::optional<MemberCode> member;
    if (!options.member.empty()) {
        member = MemberCode{options.member};
        store::FactRepository facts{session.store, entity};
        if (facts.member_versions(*member).empty()) {
            throw unknown_party("member", "I501", options.member, codes_of(facts.members()));
        }
    }
    const std::vector<int> years = service::paid_years(session.store, entity, member);
    if (year ? std::find(years.begin(), years.end(), *year) == years.end() : years.empty()) {
        throw nothing_paid(options, years);
    }
    const auto of = [&](const MemberCode& code) {
        return service::individual_accounts(session.store, entity, code, year,
                                            tabular::issued_slip_from_json);
    };
    if (options.out_folder.empty()) {
        const auto found = of(*member);
        context.out << (context.json ? tabular::to_json(found) : text_of(found));
        return ExitCode::ok;
    }
    write_accounts(
        context, options.out_folder,
        member ? std::vector{*member} : service::paid_members(session.store, entity, year), of);
    return ExitCode::ok;
}

}  // namespace

void add_individual_accounts(const Command& payroll, Chosen& chosen) {
    const Command command = payroll.command(
        "accounts",
        "The individual account of a worker by civil year, in the member's language: each slip at "
        "the month of its work, with quarters and year");
    auto options = std::make_shared<AccountsOptions>();
    command.option("--year", options->year, "Work of this year only, 2026 (default: every year)");
    command.option("--member", options->member, "Of this member only");
    command.option("--out", options->out_folder,
                   "Folder for CODE.txt and CODE.json of each member; without it, the account of "
                   "--member is printed");
    command.example("mutua payroll accounts --member M-001 --year 2026");
    command.calls([&chosen, options] {
        chosen.work = [options](const Context& context) { return accounts(context, *options); };
    });
}

}  // namespace mutua::cli
