#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <map>

namespace mutua::ruleset {

namespace {

/// Looks for a carry that depends, through a value of another scope, on what it was before.
class WaveSearch {
public:
    explicit WaveSearch(CheckContext& context) : context_{context} {}

    void run() {
        for (DefinitionId id = 0; id < context_.rules.definitions.size(); ++id) {
            const bool is_carry = context_.rules.definitions[id].carry() != nullptr;
            if (is_carry && steps_left_ > 0) { search(id); }
        }
    }

private:
    /// What a definition on the way was read for: still in rows of the carry's scope, or not.
    struct Step {
        DefinitionId id = 0;
        bool elsewhere = false;
    };

    void search(DefinitionId carry) {
        const Definition& definition = context_.rules.definitions[carry];
        std::map<std::pair<DefinitionId, bool>, DefinitionId> from;
        std::vector<Step> queue{{carry, false}};
        from[{carry, false}] = carry;
        for (std::size_t next = 0; next < queue.size() && steps_left_ > 0; ++next) {
            --steps_left_;
            const Step step = queue[next];
            bool found = false;
            walk_all(context_.rules, context_.rules.definitions[step.id],
                     [&](const TypedExpression& one) {
                         if (found || one.type.is_unknown()) { return; }
                         if (one.kind == TypedKind::prior && one.definition == carry) {
                             found = step.elsewhere;
                             return;
                         }
                         const bool reads =
                             one.kind == TypedKind::read || one.kind == TypedKind::applies;
                         const Definition& read = context_.rules.definitions[one.definition];
                         if (!reads || !read.scope) { return; }
                         const bool away = step.elsewhere || read.scope != definition.scope;
                         if (!from.emplace(std::pair{one.definition, away}, step.id).second) {
                             return;
                         }
                         queue.push_back({one.definition, away});
                     });
            if (!found) { continue; }
            report(carry, step.id);
            return;
        }
    }

    void report(DefinitionId carry, DefinitionId through) {
        const Definition& definition = context_.rules.definitions[carry];
        const Definition& other = context_.rules.definitions[through];
        Diagnostic& found = context_.findings.error(
            definition.name_span, "R714",
            "`" + definition.name + "` feeds itself within one period: it needs `" + other.name +
                "`, a value per " + std::string{to_string(*other.scope)} + " that needs `prior " +
                definition.name + "`",
            "read `prior " + definition.name + "` in a rule per " +
                std::string{to_string(*definition.scope)} + " only");
        context_.findings.relate(found, other.name_span, "through this one");
    }

    CheckContext& context_;
    /// Definitions that are looked at, over all carries: far more than any rules need.
    std::size_t steps_left_ = 1'000'000;
};

}  // namespace

void check_waves(CheckContext& context) { WaveSearch{context}.run(); }

}  // namespace mutua::ruleset
