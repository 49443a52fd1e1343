#include "cli/commands/batch.hpp"
#include "cli/commands/chosen.hpp"
#include "cli/import_checks.hpp"
#include "cli/output.hpp"
#include "engine/service/list_announcements.hpp"
#include "formats/filings/announcement_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace mutua::cli {

namespace {

using service::AnnouncementFilter;
using service::ListedAnnouncement;

struct FilingOptions {
    std::string month;
    std::string since;
    std::string member;
    std::string out_folder;
};

AnnouncementFilter announcement_filter(Session& session, const FilingOptions& options) {
    AnnouncementFilter filter;
    if (!options.month.empty()) { filter.month = month_option("--month", options.month); }
    if (!options.since.empty()) { filter.accepted_since = day_option("--since", options.since); }
    if (!options.member.empty()) {
        filter.member = MemberCode{options.member};
        store::FactRepository facts{session.store, session.entity().code};
        if (facts.member_versions(*filter.member).empty()) {
            throw unknown_party("member", "I501", options.member, codes_of(facts.members()));
        }
    }
    return filter;
}

void refuse_mute_rules(const Session& session) {
    if (settlement::can_announce(session.rules)) { return; }
    throw CommandFailure{
        ExitCode::configuration,
        fmt::format("error U168: the rules of {} say nothing of announcements\n  = help: write "
                    "`use be.dimona` in it, or use the rule packs that come with the program",
                    session.rules.package())};
}

/// The codes of what the checks warn of: "I460".
std::string warning_codes(const ListedAnnouncement& one) {
    std::string codes;
    for (const settlement::CheckFinding& finding : one.findings) {
        codes += (codes.empty() ? "" : " ") + finding.code;
    }
    return codes;
}

std::string planned_hours(const settlement::Announcement& announcement) {
    const auto& hundredths = announcement.planned_hours_hundredths;
    return hundredths ? mutua::to_string(euro_cents(*hundredths)) : "";
}

/// No national number: it is for the files.
void show_announcements(const Context& context, const std::vector<ListedAnnouncement>& listed) {
    using tabular::Align;
    tabular::TextTable table{{{"declaration", "Declaration"},
                              {"member", "Member"},
                              {"worker_type", "Type"},
                              {"joint_committee", "Committee"},
                              {"start_date", "Begins"},
                              {"end_date", "Ends"},
                              {"planned_hours", "Hours", Align::right},
                              {"warnings", "Check"},
                              {"action", "Action"}}};
    for (const ListedAnnouncement& one : listed) {
        if (!one.announcement) { continue; }
        const settlement::Announcement& made = *one.announcement;
        table.add({made.declaration.text(), made.member.text(), made.worker_type,
                   made.joint_committee, mutua::to_string(made.start_date),
                   mutua::to_string(made.end_date), planned_hours(made), warning_codes(one),
                   made.is_cancelled ? "CANCEL" : "IN"});
    }
    if (!table.empty() || context.json) { show(context, table); }
}

/// Each text once, with the declarations that it is about.
void tell_findings(const Context& context, const std::vector<ListedAnnouncement>& listed) {
    std::map<std::string, std::pair<Diagnostic, std::vector<std::string>>> told;
    const auto add = [&told](const Diagnostic& found, const DeclarationCode& declaration) {
        auto& one = told[to_string(found)];
        one.first = found;
        one.second.push_back(declaration.text());
    };
    for (const ListedAnnouncement& one : listed) {
        for (const settlement::CheckFinding& finding : one.findings) {
            add(as_diagnostic(finding, context.language), one.declaration);
        }
        for (const Diagnostic& fault : one.faults) { add(fault, one.declaration); }
    }
    for (auto& [key, one] : told) {
        one.first.message = first_names(one.second) + ": " + one.first.message;
        context.err << to_string(one.first) << '\n';
    }
}

void tell_nothing(const Context& context, Session& session, const AnnouncementFilter& filter) {
    context.err << fmt::format(
        "Nothing to announce: no declaration{}{} was accepted{} until {}.\n",
        filter.member ? " of " + filter.member->text() : "",
        filter.month ? " for " + mutua::to_string(*filter.month) : "",
        filter.accepted_since ? " from " + mutua::to_string(*filter.accepted_since) : "",
        mutua::to_string(context.today));
    store::DeclarationFilter waiting;
    waiting.status = store::DeclarationStatus::submitted;
    waiting.month = filter.month;
    waiting.member = filter.member;
    const std::size_t count =
        store::FactRepository{session.store, session.entity().code}.declarations(waiting).size();
    if (count == 0) { return; }
    context.err << fmt::format("  = help: {} {} for `mutua review accept`\n",
                               counted_items(count, "declaration"), count == 1 ? "waits" : "wait");
}

/// "dimona-2026-11", "dimona-since-2026-11-02", "dimona-2026-11-M-0043": another question never
/// overwrites what was filed.
std::string file_name(const AnnouncementFilter& filter) {
    std::string name = "dimona";
    if (filter.month) { name += "-" + mutua::to_string(*filter.month); }
    if (filter.accepted_since) { name += "-since-" + mutua::to_string(*filter.accepted_since); }
    if (filter.member) { name += "-" + filter.member->text(); }
    return name;
}

void write_files(const Context& context, const std::string& out_folder,
                 const AnnouncementFilter& filter,
                 const std::vector<settlement::Announcement>& announcements) {
    const std::filesystem::path folder = out_folder;
    make_folder(folder);
    Exported exported;
    const auto write = [&](const char* ending, const std::string& bytes) {
        exported.add(write_new_bytes(folder / (file_name(filter) + ending), bytes, Readers::owner));
    };
    write(".csv", filings::write_announcements_csv(announcements));
    write(".json", filings::write_announcements_json(announcements));
    sync_folder(folder);
    context.err << fmt::format("Exported {} to {}.\n",
                               counted_items(announcements.size(), "announcement"),
                               folder.string());
    tell_unchanged(context, exported);
}

ExitCode filing_dimona(const Context& context, const FilingOptions& options) {
    if (options.month.empty() && options.since.empty()) {
        throw CommandFailure{ExitCode::usage,
                             "error U167: which announcements?\n  = help: write `--month 2026-11` "
                             "for a month of work, or `--since 2026-11-02` for what was accepted "
                             "from that day on"};
    }
    Session session = open_session(context);
    refuse_mute_rules(session);
    const AnnouncementFilter filter = announcement_filter(session, options);
    const auto listed = service::list_announcements(
        session.store, session.entity(), session.rules, filter, context.today,
        progress_line(context, "checking announcements"));
    std::vector<settlement::Announcement> announcements;
    for (const ListedAnnouncement& one : listed) {
        if (one.announcement) { announcements.push_back(*one.announcement); }
    }
    show_announcements(context, listed);
    tell_findings(context, listed);
    if (listed.empty()) { tell_nothing(context, session, filter); }
    if (!options.out_folder.empty()) {
        write_files(context, options.out_folder, filter, announcements);
    }
    if (announcements.size() == listed.size()) { return ExitCode::ok; }
    return announcements.empty() ? ExitCode::bad_input : ExitCode::partly_done;
}

}  // namespace

void add_filing(const Command& app, Chosen& chosen) {
    const Command filing = app.group("filing", "What the authorities want to be told");
    auto options = std::make_shared<FilingOptions>();
    const Command dimona = filing.command(
        "dimona",
        "Announcements of work to the social security office: one for each accepted engagement");
    dimona.example("mutua filing dimona --month 2026-11 --out export/filings");
    dimona.option("--month", options->month, "Of work in this month, 2026-11");
    dimona.option("--since", options->since,
                  "Accepted or credited on this day or later, 2026-11-02");
    dimona.option("--member", options->member, "Of this member only");
    dimona.option("--out", options->out_folder,
                  "Folder for dimona-2026-11.csv and .json (by month, or -since-2026-11-02), which "
                  "hold national numbers and which nobody else can read");
    dimona.calls([&chosen, options] {
        chosen.work = [options](const Context& context) {
            return filing_dimona(context, *options);
        };
    });
}

}  // namespace mutua::cli
