#include "engine/service/verify.hpp"

#include "engine/store/chain_repository.hpp"

namespace mutua::service {

namespace {

void replay_all(store::Store& store, const EntityCode& entity, Replay& replay,
                const Progress& progress, Verification& found) {
    const auto declarations = store::FactRepository{store, entity}.declarations();
    const auto invoices = store::InvoiceRepository{store, entity}.list();
    const auto slips = store::PayslipRepository{store, entity}.list();
    const auto notes = store::CreditNoteRepository{store, entity}.list();
    const std::size_t total = declarations.size() + invoices.size() + slips.size() + notes.size();
    std::size_t done = 0;
    for (const auto& stored : declarations) {
        if (stored.acceptance) {
            ++found.acceptances;
            static_cast<void>(replay.acceptance(stored));
        }
        progress(++done, total);
    }
    for (const auto& row : invoices) {
        ++found.invoices;
        static_cast<void>(replay.invoice(row));
        progress(++done, total);
    }
    for (const auto& row : notes) {
        ++found.credit_notes;
        static_cast<void>(replay.credit_note(row));
        progress(++done, total);
    }
    for (const auto& row : slips) {
        ++(row.corrects ? found.difference_slips : found.payslips);
        static_cast<void>(replay.payslip(row));
        progress(++done, total);
    }
}

/// What was received is read again, and says what its row says.
void read_received_again(store::Store& store, const EntityCode& entity, const DocumentTools& tools,
                         Verification& found) {
    if (!tools.received_facts_of) { return; }
    store::ReceivedRepository received{store, entity};
    for (const store::ReceivedRow& row : received.list()) {
        ++found.received;
        const auto facts = tools.received_facts_of(received.bytes(row.id), row.facts.role);
        if (facts && *facts == row.facts) { continue; }
        found.damages.push_back(
            {"S651", "received document " + to_string(row.id),
             facts ? "says something else than its row" : "cannot be read any more"});
    }
}

}  // namespace

Verification verify(store::Store& store, const EntityCode& entity, const std::string& package,
                    const ledger::Accounts& accounts, const DocumentTools& tools,
                    const Progress& progress) {
    Verification found;
    found.damages = store::inspect(store, accounts);
    if (const auto head = store::ChainRepository{store}.head()) {
        found.chain_head = to_hex(head->chained);
    }
    Replay replay{store, entity, package, tools};
    std::vector<store::Damage> stopped;
    try {
        replay_all(store, entity, replay, progress, found);
    } catch (const std::exception& problem) {
        // What cannot even be listed was named by the inspection; say that the replay stopped.
        stopped.push_back({"S703", "store", std::string{"the replay stopped: "} + problem.what()});
    }
    found.entries = replay.entries();
    found.damages.insert(found.damages.end(), replay.damages().begin(), replay.damages().end());
    found.damages.insert(found.damages.end(), stopped.begin(), stopped.end());
    read_received_again(store, entity, tools, found);
    return found;
}

}  // namespace mutua::service
