#pragma once

#include "engine/service/issue_invoices.hpp"
#include "engine/service/stored_work.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mutua::service {

/// What the network answered of a client's address when it was last known, as a word of the rules'
/// enum `look_up`; empty when it never was.
using ParticipantLookUp = std::function<std::string(const cooperative::Client&)>;

/// A plan of invoices in the making: declarations are gathered, those of a client who wants it on
/// one invoice; then each invoice is numbered, or told why it is left out.
class InvoicePlanning {
public:
    /// All of them outlive it.
    InvoicePlanning(const cooperative::Entity& entity, settlement::Rulebook& rules,
                    const ParticipantLookUp& look_up, settlement::InvoicePlan& plan);

    /// Takes an accepted declaration, unless the rules object.
    void add(store::StoredDeclaration stored, const cooperative::Client& client);

    /// Plans the invoices under the numbers behind `last_number`.
    void finish(std::int64_t last_number);

private:
    struct Group {
        cooperative::Client client;
        std::vector<store::StoredDeclaration> work;
    };

    [[nodiscard]] bool is_sound(const store::StoredDeclaration& stored,
                                const cooperative::Client& client);
    [[nodiscard]] Group* group_for(const store::StoredDeclaration& stored,
                                   const cooperative::Client& client);
    void tell(std::vector<settlement::PlanWarning> found);
    [[nodiscard]] bool plan(const Group& group, const settlement::InvoicePlace& place);

    const cooperative::Entity& entity_;
    settlement::Rulebook& rules_;
    const ParticipantLookUp& look_up_;
    settlement::InvoicePlan& plan_;
    std::optional<std::int64_t> terms_days_;  ///< none on a day that the rules do not cover
    std::vector<Group> groups_;
    std::map<ClientCode, std::vector<std::size_t>> collective_;  ///< places in `groups_`
};

}  // namespace mutua::service
