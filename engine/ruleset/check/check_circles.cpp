#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

struct Edge {
    DefinitionId to = 0;
    syntax::Span span;
};

/// What the value of a definition is made of. `ensure` is a test of it, not a part.
std::vector<Edge> edges_of(const Definition& definition) {
    std::vector<Edge> edges;
    walk_value(definition, [&](const TypedExpression& one) {
        const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies;
        if (reads && !one.type.is_unknown()) { edges.push_back({one.definition, one.span}); }
    });
    return edges;
}

/// Depth-first search; every circle is reported once, where it closes.
class CircleSearch {
public:
    explicit CircleSearch(CheckContext& context)
        : context_{context}, state_(context.rules.definitions.size(), State::untouched) {}

    void search_all() {
        for (DefinitionId id = 0; id < state_.size(); ++id) { search(id); }
    }

private:
    enum class State : std::uint8_t { untouched, open, done };

    void search(DefinitionId id) {
        if (state_[id] != State::untouched) { return; }
        state_[id] = State::open;
        path_.push_back(id);
        for (const Edge& edge : edges_of(context_.rules.definitions[id])) {
            if (state_[edge.to] == State::open) { report(edge); }
            search(edge.to);
        }
        path_.pop_back();
        state_[id] = State::done;
    }

    void report(const Edge& edge) {
        std::string steps;
        const auto first = std::find(path_.begin(), path_.end(), edge.to);
        for (auto at = first; at != path_.end(); ++at) {
            steps += context_.rules.definitions[*at].name + " -> ";
        }
        steps += context_.rules.definitions[edge.to].name;
        Diagnostic& found =
            context_.findings.error(edge.span, "R703", "these rules form a circle: " + steps,
                                    "break it: one of them must not need the other");
        context_.findings.relate(found, context_.rules.definitions[edge.to].name_span,
                                 "the circle begins here");
    }

    CheckContext& context_;
    std::vector<State> state_;
    std::vector<DefinitionId> path_;
};

}  // namespace

void check_circles(CheckContext& context) { CircleSearch{context}.search_all(); }

}  // namespace mutua::ruleset
