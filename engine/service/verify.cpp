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
    return found;
}

}  // namespace mutua::service
