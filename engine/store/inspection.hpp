#pragma once

#include "engine/store/connection.hpp"
#include "engine/store/integrity.hpp"

#include <string>
#include <utility>
#include <vector>

/// The parts of inspect(): each adds what it finds.
namespace mutua::store {

/// Rows that an inspection reads at once, so that its memory does not grow with the store.
inline constexpr std::size_t inspected_at_once = 5000;

/// What an inspection works on and what it has found so far.
struct Inspection {
    Store& store;
    const ledger::Accounts& accounts;
    std::vector<EntityCode> entities;
    std::vector<Damage> found;

    void add(std::string code, std::string where, std::string text) {
        found.push_back({std::move(code), std::move(where), std::move(text)});
    }
};

/// The file, its references and the rules of its schema (S1…).
void inspect_file(Inspection& inspection);
/// Entries (S2…).
void inspect_entries(Inspection& inspection);
/// Numbers and counters (S3…).
void inspect_numbers(Inspection& inspection);
/// Documents (S4…).
void inspect_documents(Inspection& inspection);
/// The hash chain against every row (S5…, S606).
void inspect_chain(Inspection& inspection);
/// What has to tie (S6…).
void inspect_totals(Inspection& inspection);

/// What was handed to others, and what they sent (S65…).
void inspect_exchanged(Inspection& inspection);

}  // namespace mutua::store
