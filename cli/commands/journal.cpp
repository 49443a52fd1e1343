#include "cli/commands/chosen.hpp"
#include "cli/output.hpp"
#include "engine/store/ledger_repository.hpp"
#include "formats/journal/hledger_writer.hpp"
#include "formats/journal/trial_balance_writer.hpp"

#include <fmt/format.h>

#include <memory>

namespace mutua::cli {

namespace {

using ledger::Book;

ExitCode journal_export(const Context& context, const std::string& out_folder) {
    Session session = open_session(context);
    store::LedgerRepository books{session.store, session.entity().code};
    std::vector<journal::JournalEntry> entries;
    for (store::StoredEntry& stored : books.entries()) {
        entries.push_back({stored.id, std::move(stored.entry)});
    }
    const std::filesystem::path folder = out_folder;
    const Date day = reading_day(session, context.today);
    make_folder(folder);
    Exported exported;
    // Files for programs are in English, whoever asks for them. Both name members, with what is
    // withheld of their pay.
    exported.add(write_new_bytes(
        folder / "journal.hledger",
        journal::write_hledger(entries, session.rules.account_labels(day, "en")), Readers::owner));
    exported.add(write_new_bytes(folder / "balance.csv",
                                 journal::write_trial_balance(books.trial_balance()),
                                 Readers::owner));
    sync_folder(folder);
    context.out << fmt::format(
        "Exported {} and the trial balance to {}.\n",
        entries.size() == 1 ? "1 entry" : fmt::format("{} entries", entries.size()),
        folder.string());
    tell_unchanged(context, exported);
    return ExitCode::ok;
}

/// Debits, credits and balance of one account, over all its owners.
struct AccountSum {
    Money debit;
    Money credit;
};

ExitCode journal_balance(const Context& context) {
    Session session = open_session(context);
    const Date day = reading_day(session, context.today);
    const auto labels = session.rules.account_labels(day, context.language);
    std::map<std::pair<Book, std::string>, AccountSum> sums;
    store::LedgerRepository books{session.store, session.entity().code};
    for (const store::StoredEntry& stored : books.entries()) {
        for (const ledger::Posting& posting : stored.entry.postings) {
            AccountSum& sum = sums[{stored.entry.book, posting.account.number}];
            (posting.amount > Money{} ? sum.debit : sum.credit) += posting.amount;
        }
    }
    using tabular::Align;
    tabular::TextTable table{{{"book", "Book"},
                              {"account", "Account"},
                              {"label", "Label", Align::left, tabular::Width::cut},
                              {"debit", "Debit", Align::right},
                              {"credit", "Credit", Align::right},
                              {"balance", "Balance", Align::right}}};
    std::optional<Book> book;
    for (const auto& [key, sum] : sums) {
        if (book && *book != key.first) { table.add_line(); }
        book = key.first;
        const auto label = labels.find(key.second);
        table.add({std::string{to_string(key.first)}, key.second,
                   label == labels.end() ? "" : label->second, mutua::to_string(sum.debit),
                   mutua::to_string(-sum.credit), mutua::to_string(sum.debit + sum.credit)});
    }
    show(context, table);
    return ExitCode::ok;
}

}  // namespace

void add_journal(const Command& app, Chosen& chosen) {
    const Command journal = app.group("journal", "The books: entries and balances");
    auto folder = std::make_shared<std::string>("export/journal");
    const Command write =
        journal.command("export", "Both ledgers as hledger text, and the trial balance as CSV");
    write.option("--out", *folder, "Folder").shows_default(*folder);
    write.calls([&chosen, folder] {
        chosen.work = [folder](const Context& context) { return journal_export(context, *folder); };
    });
    journal.command("balance", "Trial balance: debit, credit and balance of each account")
        .calls([&chosen] { chosen.work = journal_balance; });
}

}  // namespace mutua::cli
