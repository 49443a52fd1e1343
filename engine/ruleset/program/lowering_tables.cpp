#include "engine/core/contract.hpp"
#include "engine/ruleset/program/lowering.hpp"

#include <algorithm>
#include <map>

namespace mutua::ruleset {

namespace {

/// Distinct keys in rising order, and the position of each.
KeyTable positions_of(std::vector<Int128> keys) {
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    KeyTable table;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        table.values.push_back(static_cast<Int128>(i));
    }
    table.otherwise = static_cast<Int128>(keys.size());
    table.keys = std::move(keys);
    return table;
}

}  // namespace

Lowering::TableKey Lowering::table_key(const TypedExpression& one, const TableDefinition& table,
                                       const TableVersion& version, const Path& path) {
    std::vector<Int128> rows(version.rows.size(), 0);
    const auto raw = [&](const TableRow& row, std::size_t key) {
        return graph[constant(row.keys[key], table.keys[key].type).node].constant;
    };
    if (table.keys.size() == 1) {
        for (std::size_t i = 0; i < rows.size(); ++i) { rows[i] = raw(version.rows[i], 0); }
        return {expression(one.children.front(), path).node, std::move(rows)};
    }
    NodeId key = graph.constant(0);
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
        std::vector<Int128> keys;
        for (const TableRow& row : version.rows) { keys.push_back(raw(row, k)); }
        const KeyTable positions = positions_of(keys);
        const Int128 radix = positions.otherwise + 1;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = rows[i] * radix + static_cast<Int128>(positions.row_of(keys[i]));
        }
        const NodeId value = expression(one.children[k], path).node;
        graph.set_origin(path.owner);
        key = graph.operation(Op::add, graph.operation(Op::multiply, key, graph.constant(radix)),
                              graph.table(Op::find, value, positions));
    }
    return {key, std::move(rows)};
}

Lowered Lowering::look_up(const TypedExpression& one, const Path& path) {
    const Definition& definition = rules_.definitions[one.definition];
    const TableDefinition& table = *definition.table();
    const auto found = version_for(definition, table.versions, path, one.at);
    if (!found) { return zero(one.type); }
    const TableVersion& version = table.versions[*found];
    const auto [key, rows] = table_key(one, table, version, path);
    std::map<Int128, Lowered> sorted;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sorted.emplace(rows[i], constant(version.rows[i].value, definition.type));
    }
    const Lowered otherwise =
        version.otherwise ? constant(*version.otherwise, definition.type) : zero(definition.type);
    graph.set_origin(path.owner);
    const auto column_of = [&](const auto& part) {
        KeyTable made;
        for (const auto& [number, value] : sorted) {
            made.keys.push_back(number);
            made.values.push_back(graph[part(value)].constant);
        }
        made.otherwise = graph[part(otherwise)].constant;
        return made;
    };
    const KeyTable values = column_of([](const Lowered& value) { return value.node; });
    Lowered made = otherwise;
    made.node = graph.table(Op::find, key, values);
    if (definition.type.is_number() && definition.type.quotient) {
        made.denominator = graph.table(Op::find, key, column_of([](const Lowered& value) {
                                           return value.denominator.value_or(always);
                                       }));
    }
    if (version.otherwise) { return made; }
    const NodeId has_row = graph.table(Op::has_row, key, values);
    if (one.has_else) {
        const NodeId lacks_row = graph.logical_not(has_row);
        std::vector<Lowered> both{made, expression(one.children.back(), under(path, lacks_row))};
        to_common_form(both);
        return choose(has_row, both[0], both[1]);
    }
    const auto& keys = table.keys;
    const bool is_complete = std::all_of(keys.begin(), keys.end(), [](const RecordField& one_key) {
        return one_key.type.kind == ValueKind::enumeration ||
               one_key.type.kind == ValueKind::boolean;
    });
    if (is_complete) { return made; }  // R604
    note_fault(path, graph.logical_not(has_row),
               {"E202", path.owner,
                "table `" + definition.name + "` has no row for `" + text(one.span) + "`",
                "add a row or `otherwise` to the table, or look at the key"});
    return made;
}

/// The part of this row in a whole of the row above, in proportion to its weight.
Lowered Lowering::split(const TypedExpression& one, const Path& path) {
    const Lowered whole = expression(one.children[0], in_rows(path, one.rows));
    const Lowered weight = expression(one.children[1], path);
    graph.set_origin(path.owner);
    require(!whole.denominator && !weight.denominator, "what is split is rounded first");
    const Definition& owner = rules_.definitions[path.owner];
    const NodeId zero_weight = graph.constant(0);
    NodeId positive = weight.node;
    if (!graph[weight.node].nonnegative()) {
        note_fault(path, graph.operation(Op::less, weight.node, zero_weight),
                   {"E304", path.owner,
                    "a weight in the split of `" + owner.name + "` is negative: `" +
                        text(one.children[1].span) + "`",
                    "weights are zero or more"});
        positive = graph.operation(Op::maximum, weight.node, zero_weight);
    }
    Lowered made;
    made.node = graph.split(place_of(path), one.rows, whole.node, positive);
    made.scale = whole.scale;
    return made;
}

}  // namespace mutua::ruleset
