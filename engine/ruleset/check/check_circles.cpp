#include "engine/ruleset/check/check_context.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

/// Nested expressions and the rules that they read, one inside the other: a longer chain would run
/// out of stack when it is computed.
constexpr std::size_t chain_max = 1'000;

struct Edge {
    DefinitionId to = 0;
    syntax::Span span;
    std::size_t depth = 0;  ///< of the expression that reads
};

/// Collects what an expression reads. `prior` reads the past: it closes no circle.
void collect(const TypedExpression& one, std::size_t depth, std::vector<Edge>& edges) {
    const bool reads = one.kind == TypedKind::read || one.kind == TypedKind::applies;
    if (reads && !one.type.is_unknown()) { edges.push_back({one.definition, one.span, depth}); }
    for (const TypedExpression& child : one.children) { collect(child, depth + 1, edges); }
    for (const TypedCase& branch : one.cases) {
        for (const TypedExpression& pattern : branch.patterns) {
            collect(pattern, depth + 1, edges);
        }
        collect(branch.value, depth + 1, edges);
    }
}

void collect(const std::vector<CheckedException>& exceptions, std::vector<Edge>& edges) {
    for (const CheckedException& one : exceptions) {
        collect(one.when, 1, edges);
        collect(one.formula.value, 1, edges);
    }
}

/// What the value of a definition is made of. `ensure` is a test of it, not a part.
std::vector<Edge> edges_of(const CheckedRuleset& rules, const Definition& definition) {
    std::vector<Edge> edges;
    if (const InputDefinition* input = definition.input(); input && input->default_value) {
        collect(input->default_value->value, 1, edges);
    }
    if (const CarryDefinition* carry = definition.carry()) {
        collect(carry->formula.value, 1, edges);
    }
    const RuleDefinition* rule = definition.rule();
    if (rule == nullptr) { return edges; }
    for (const RuleVersion& version : rule->versions) {
        if (version.applies_when) { collect(*version.applies_when, 1, edges); }
        collect(version.formula.value, 1, edges);
        collect(version.exceptions, edges);
    }
    for (const Amendment& amendment : rule->amendments) {
        const auto& condition = rules.packages[amendment.package].layer_when;
        if (condition) { collect(*condition, 1, edges); }
        for (const AmendmentVersion& version : amendment.versions) {
            collect(version.exceptions, edges);
        }
    }
    return edges;
}

/// Depth-first search without recursion; every circle is reported once, where it closes.
class CircleSearch {
public:
    explicit CircleSearch(CheckContext& context)
        : context_{context},
          state_(context.rules.definitions.size(), State::untouched),
          height_(context.rules.definitions.size(), 0) {}

    bool search_all() {
        for (DefinitionId id = 0; id < state_.size(); ++id) { search(id); }
        return fine_;
    }

private:
    enum class State : std::uint8_t { untouched, open, done };

    /// A definition on the way, and which of its edges is next.
    struct Step {
        DefinitionId id = 0;
        std::vector<Edge> edges;
        std::size_t next = 0;
    };

    void search(DefinitionId from) {
        if (state_[from] != State::untouched) { return; }
        open(from);
        while (!path_.empty()) {
            Step& step = path_.back();
            if (step.next == step.edges.size()) {
                close();
                continue;
            }
            const Edge edge = step.edges[step.next];
            if (state_[edge.to] == State::untouched) {
                open(edge.to);
                continue;
            }
            if (state_[edge.to] == State::open) { report(edge); }
            height_[step.id] = std::max(height_[step.id], height_[edge.to] + edge.depth + 1);
            ++step.next;
        }
    }

    void open(DefinitionId id) {
        state_[id] = State::open;
        path_.push_back({id, edges_of(context_.rules, context_.rules.definitions[id]), 0});
    }

    void close() {
        const DefinitionId id = path_.back().id;
        state_[id] = State::done;
        context_.order.push_back(id);
        path_.pop_back();
        if (height_[id] <= chain_max) { return; }
        if (!long_chain_ && fine_) {
            context_.findings.error(
                context_.rules.definitions[id].name_span, "R010",
                "the rules that `" + context_.rules.definitions[id].name +
                    "` is made of lean on each other more than " + std::to_string(chain_max) +
                    " steps deep",
                "let rules read what they need directly, not through so many others");
        }
        long_chain_ = true;
        fine_ = false;
    }

    void report(const Edge& edge) {
        std::string steps;
        auto first = std::find_if(path_.begin(), path_.end(),
                                  [&](const Step& step) { return step.id == edge.to; });
        const auto length = static_cast<std::size_t>(path_.end() - first);
        for (std::size_t i = 0; i < length; ++i, ++first) {
            if (i == shown_max) { steps += "… -> "; }
            if (i >= shown_max && i + 1 < length) { continue; }
            steps += context_.rules.definitions[first->id].name + " -> ";
        }
        steps += context_.rules.definitions[edge.to].name;
        fine_ = false;
        if (length == 1) {
            context_.findings.error(
                edge.span, "R703",
                "`" + context_.rules.definitions[edge.to].name + "` reads itself",
                "name what it is made of; what a row before gave is kept in a `carry` and read "
                "with `prior`");
            return;
        }
        Diagnostic& found =
            context_.findings.error(edge.span, "R703", "these rules form a circle: " + steps,
                                    "break it: one of them must not need the other");
        context_.findings.relate(found, context_.rules.definitions[edge.to].name_span,
                                 "the circle begins here");
    }

    /// More steps of one circle are not written out.
    static constexpr std::size_t shown_max = 100;

    CheckContext& context_;
    std::vector<State> state_;
    std::vector<std::size_t> height_;
    std::vector<Step> path_;
    bool fine_ = true;
    bool long_chain_ = false;
};

}  // namespace

bool check_circles(CheckContext& context) { return CircleSearch{context}.search_all(); }

}  // namespace mutua::ruleset
