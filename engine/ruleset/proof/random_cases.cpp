#include "engine/ruleset/proof/random_cases.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/constants.hpp"
#include "engine/ruleset/check/walk_definition.hpp"

#include <algorithm>
#include <set>

namespace mutua::ruleset {

namespace {

const std::string unknown_code{"no such code"};

std::int64_t raw_of(const Decimal& value, unsigned decimals, std::int64_t otherwise) {
    Decimal scaled_value = value;
    for (unsigned i = 0; i < decimals; ++i) { scaled_value *= 10; }
    const Decimal whole = round(scaled_value, 1, Rounding::floor);
    constexpr std::int64_t most = 1'000'000'000'000'000;
    if (whole > most || whole < -most) { return otherwise; }
    return numerator(whole).convert_to<std::int64_t>();
}

Date clamped(Date day, const Days& days) { return std::min(std::max(day, days.from), days.until); }

}  // namespace

std::uint64_t RandomNumbers::next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

std::int64_t RandomNumbers::between(std::int64_t low, std::int64_t high) {
    require(low <= high, "a range has a value");
    const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + next() % width);
}

RandomCases::RandomCases(const CheckedRuleset& rules, PackageId package, std::uint64_t seed)
    : rules_{rules}, package_{package}, random_{seed} {
    find_reached();
    find_thresholds();
    find_days();
}

/// All that the rules of the package may read, in any version.
void RandomCases::find_reached() {
    std::vector<DefinitionId> queue;
    std::set<DefinitionId> known;
    for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
        const Definition& one = rules_.definitions[id];
        if (one.package != package_ || (one.rule() == nullptr && one.carry() == nullptr)) {
            continue;
        }
        wanted_.push_back(id);
        figures_.push_back(full_name(rules_, id));
        queue.push_back(id);
        known.insert(id);
    }
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const Definition& one = rules_.definitions[queue[next]];
        has_clients_ = has_clients_ || one.scope == Scope::client;
        if (one.input() != nullptr) { inputs_.push_back(queue[next]); }
        if (one.carry() != nullptr) { carries_.push_back(queue[next]); }
        walk_all(rules_, one, [&](const TypedExpression& each) {
            const bool names = each.kind == TypedKind::read || each.kind == TypedKind::applies ||
                               each.kind == TypedKind::prior ||
                               each.kind == TypedKind::scale_call ||
                               each.kind == TypedKind::look_up;
            if (names && known.insert(each.definition).second) { queue.push_back(each.definition); }
            take_expression(each);
        });
    }
    for (const DefinitionId id : known) {
        const Days& own = rules_.packages[rules_.definitions[id].package].covers;
        covers_.from = std::max(covers_.from, own.from);
        covers_.until = std::min(covers_.until, own.until);
        const Definition& one = rules_.definitions[id];
        const auto cut = [&](const auto& versions) {
            for (const auto& version : versions) { days_.push_back(version.days.from); }
        };
        if (const auto* param = one.param()) {
            cut(param->versions);
            for (const ParamVersion& version : param->versions) {
                for (std::size_t i = 0; i < version.values.size(); ++i) {
                    const auto* number = std::get_if<Decimal>(&version.values[i]);
                    if (number == nullptr) { continue; }
                    take_number(*number,
                                one.type.fields.empty() ? one.type : one.type.fields[i].type);
                }
            }
        }
        if (const auto* scale = one.scale()) {
            cut(scale->versions);
            for (const ScaleVersion& version : scale->versions) {
                for (const CheckedBracket& bracket : version.brackets) {
                    take_number(bracket.threshold, scale->argument);
                }
            }
        }
        if (const auto* table = one.table()) {
            cut(table->versions);
            for (const TableVersion& version : table->versions) {
                for (const TableRow& row : version.rows) {
                    for (const Constant& key : row.keys) {
                        const auto* code = std::get_if<CodeText>(&key);
                        if (code != nullptr) { codes_.push_back(code->text); }
                    }
                }
            }
        }
        if (const auto* rule = one.rule()) { cut(rule->versions); }
    }
}

void RandomCases::take_expression(const TypedExpression& one) {
    if (one.kind != TypedKind::constant) { return; }
    if (const auto* number = std::get_if<Decimal>(&one.constant)) {
        take_number(*number, one.type);
    }
    if (const auto* code = std::get_if<CodeText>(&one.constant)) { codes_.push_back(code->text); }
}

void RandomCases::take_number(const Decimal& value, const Type& type) {
    thresholds_.push_back({type.unit, value});
}

void RandomCases::find_thresholds() {
    std::sort(codes_.begin(), codes_.end());
    codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
    codes_.push_back(unknown_code);
}

void RandomCases::find_days() {
    days_.push_back(covers_.from);
    days_.push_back(covers_.until);
    for (Date& day : days_) { day = clamped(day, covers_); }
    std::sort(days_.begin(), days_.end());
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
}

/// In turn: the day on which something begins, the day before, and any day after it.
Clocks RandomCases::clocks() {
    Date day = days_[batches_ % days_.size()];
    const std::size_t round_number = batches_ / days_.size() % 3;
    if (round_number == 1) { day = add_days(day, -1); }
    if (round_number == 2) { day = add_days(day, static_cast<int>(random_.between(0, 400))); }
    day = clamped(day, covers_);
    ++batches_;
    Clocks made = Clocks::all(day);
    made.work_start = clamped(made.work_start, covers_);
    made.work_end = clamped(made.work_end, covers_);
    if (random_.one_in(2)) {
        made.payment_date =
            clamped(add_days(day, static_cast<int>(random_.between(0, 45))), covers_);
        made.issue_date = clamped(add_days(day, static_cast<int>(random_.between(0, 45))), covers_);
    }
    return made;
}

Value RandomCases::number_for(const Definition& definition) {
    const Type& type = definition.type;
    const auto* input = definition.input();
    const auto* carry = definition.carry();
    const auto low_bound = input != nullptr ? input->low : carry->low;
    const auto high_bound = input != nullptr ? input->high : carry->high;
    const std::int64_t low = raw_of(low_bound.value_or(0), type.decimals, 0);
    const std::int64_t high =
        std::max(low, raw_of(high_bound.value_or(1'000'000), type.decimals, 100'000'000));
    if (!thresholds_.empty() && random_.one_in(2)) {
        for (int tries = 0; tries < 20; ++tries) {
            const Threshold& one = thresholds_[random_.next() % thresholds_.size()];
            if (!(one.unit.without_time() == type.unit.without_time())) { continue; }
            const std::int64_t near = raw_of(one.value, type.decimals, low);
            const std::int64_t raw = near + random_.between(-1, 1);
            if (low <= raw && raw <= high) { return Number{raw, type.decimals}; }
        }
        return Number{random_.one_in(2) ? low : high, type.decimals};
    }
    // Small numbers as often as large ones.
    const std::int64_t width = high - low;
    std::int64_t bits = 1;
    while (bits < 62 && (std::int64_t{1} << bits) < width) { ++bits; }
    const std::int64_t size = std::int64_t{1} << random_.between(0, bits);
    return Number{low + random_.between(0, std::min(width, size)), type.decimals};
}

Value RandomCases::fraction_for(const Definition& definition) {
    const auto* input = definition.input();
    const Decimal low = input != nullptr ? input->low.value_or(0) : Decimal{0};
    const Decimal high = input != nullptr ? input->high.value_or(1) : Decimal{1};
    for (int tries = 0; tries < 50; ++tries) {
        const std::int64_t below = random_.between(1, 40);
        const std::int64_t least =
            numerator(round(low * below, 1, Rounding::ceiling)).convert_to<std::int64_t>();
        const std::int64_t most =
            numerator(round(high * below, 1, Rounding::floor)).convert_to<std::int64_t>();
        if (least <= most) { return Fraction{random_.between(least, most), below}; }
    }
    return Fraction{numerator(high).convert_to<std::int64_t>(),
                    denominator(high).convert_to<std::int64_t>()};
}

Value RandomCases::day_for(const Clocks& clocks) {
    Date base = random_.one_in(2) ? clocks.work_end : days_[random_.next() % days_.size()];
    if (random_.one_in(2)) { return add_days(base, static_cast<int>(random_.between(-2, 2))); }
    return add_days(base, static_cast<int>(random_.between(-12'000, 400)));
}

Value RandomCases::value_for(const Definition& definition, const Clocks& clocks) {
    const Type& type = definition.type;
    switch (type.kind) {
        case ValueKind::boolean:
            return random_.one_in(2);
        case ValueKind::date:
            return day_for(clocks);
        case ValueKind::code:
            return word(codes_[random_.next() % codes_.size()]);
        case ValueKind::enumeration: {
            const auto& items = rules_.enums[type.enumeration].items;
            return word(items[random_.next() % items.size()]);
        }
        default:
            return type.quotient ? fraction_for(definition) : number_for(definition);
    }
}

void RandomCases::fill(CaseBatch& made, const Definition& definition, const std::string& name,
                       bool some) {
    made.given.push_back(name);
    for (Case& one : made.cases) {
        std::vector<Values>* rows = definition.scope == Scope::contract ? &one.contracts
                                    : definition.scope == Scope::client ? &one.clients
                                                                        : nullptr;
        if (rows == nullptr) {
            one.common.emplace(name, value_for(definition, made.clocks));
            continue;
        }
        for (Values& row : *rows) {
            if (some && random_.one_in(4)) { continue; }
            row.emplace(name, value_for(definition, made.clocks));
        }
    }
}

CaseBatch RandomCases::batch(std::size_t size) {
    CaseBatch made;
    made.clocks = clocks();
    made.cases.resize(size);
    for (Case& one : made.cases) {
        one.clocks = made.clocks;
        one.contracts.resize(random_.one_in(2) ? 1 : 1 + random_.next() % 3);
        one.clients.resize(has_clients_ && random_.one_in(2) ? 2 : 1);
        for (std::size_t i = 0; i < one.contracts.size(); ++i) {
            one.client_of.push_back(random_.next() % one.clients.size());
        }
    }
    for (const DefinitionId id : inputs_) {
        const Definition& one = rules_.definitions[id];
        const bool has_default = one.input()->default_value.has_value();
        if (has_default && random_.one_in(2)) { continue; }
        fill(made, one, full_name(rules_, id), has_default && random_.one_in(4));
    }
    for (const DefinitionId id : carries_) {
        if (random_.one_in(2)) { continue; }
        fill(made, rules_.definitions[id], "prior " + full_name(rules_, id), false);
    }
    return made;
}

}  // namespace mutua::ruleset
