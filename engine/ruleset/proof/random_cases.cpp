#include "engine/ruleset/proof/random_cases.hpp"

#include "engine/core/contract.hpp"
#include "engine/ruleset/check/names.hpp"
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

template <typename T>
void make_unique(std::vector<T>& all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

/// The rules whose numbers an expression reads, and which may be given.
std::vector<DefinitionId> rules_read(const CheckedRuleset& rules, const TypedExpression& root) {
    std::vector<DefinitionId> found;
    walk(root, [&](const TypedExpression& one) {
        if (one.kind != TypedKind::read) { return; }
        const Definition& definition = rules.definitions[one.definition];
        const bool fits = definition.rule() != nullptr && definition.type.is_number() &&
                          !definition.type.quotient;
        if (fits) { found.push_back(one.definition); }
    });
    make_unique(found);
    return found;
}

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
    : rules_{rules}, package_{package}, seed_{seed} {
    find_reached();
    find_segments();
    make_unique(codes_);
    codes_.push_back(unknown_code);
}

/// All that the rules of the package may read, in any version.
void RandomCases::find_reached() {
    std::set<DefinitionId> known;
    for (DefinitionId id = 0; id < rules_.definitions.size(); ++id) {
        const Definition& one = rules_.definitions[id];
        if (one.package != package_ || (one.rule() == nullptr && one.carry() == nullptr)) {
            continue;
        }
        wanted_.push_back(id);
        figures_.push_back(full_name(rules_, id));
        reached_.push_back(id);
        known.insert(id);
    }
    for (std::size_t next = 0; next < reached_.size(); ++next) {
        const DefinitionId id = reached_[next];
        const Definition& one = rules_.definitions[id];
        has_clients_ = has_clients_ || one.scope == Scope::client;
        if (one.input() != nullptr && can_name(id)) { inputs_.push_back(id); }
        if (one.carry() != nullptr && can_name(id)) { carries_.push_back(id); }
        take(one);
        walk_all(rules_, one, [&](const TypedExpression& each) {
            const bool names = each.kind == TypedKind::read || each.kind == TypedKind::applies ||
                               each.kind == TypedKind::prior ||
                               each.kind == TypedKind::scale_call ||
                               each.kind == TypedKind::look_up;
            if (names && known.insert(each.definition).second) {
                reached_.push_back(each.definition);
            }
            take_expression(each);
        });
    }
}

/// False for what only amendments read, in packages that this one does not see.
bool RandomCases::can_name(DefinitionId id) const {
    const auto found =
        find_definition(rules_, package_, full_name(rules_, id), Reach::reachable).found;
    return found && found->definition == id;
}

/// The days on which versions begin and end, and the figures of params, scales and tables.
void RandomCases::take(const Definition& definition) {
    const Days& own = rules_.packages[definition.package].covers;
    covers_.from = std::max(covers_.from, own.from);
    covers_.until = std::min(covers_.until, own.until);
    const auto cut = [&](const auto& versions) {
        for (const auto& version : versions) {
            cuts_.push_back(version.days.from);
            if (version.days.until < last_of_days) {
                cuts_.push_back(add_days(version.days.until, 1));
            }
        }
    };
    if (const auto* param = definition.param()) {
        cut(param->versions);
        const Type& type = definition.type;
        for (const ParamVersion& version : param->versions) {
            for (std::size_t i = 0; i < version.values.size(); ++i) {
                const auto* number = std::get_if<Decimal>(&version.values[i]);
                if (number == nullptr) { continue; }
                const Type& one = type.fields.empty() ? type : type.fields[i].type;
                thresholds_.push_back({one.unit, *number});
            }
        }
    }
    if (const auto* scale = definition.scale()) {
        cut(scale->versions);
        take_scale(*scale, thresholds_);
    }
    if (const auto* table = definition.table()) { cut(table->versions); }
    if (const auto* rule = definition.rule()) {
        cut(rule->versions);
        for (const Amendment& one : rule->amendments) { cut(one.versions); }
    }
}

void RandomCases::take_scale(const ScaleDefinition& scale, std::vector<Threshold>& numbers) const {
    for (const ScaleVersion& version : scale.versions) {
        for (const CheckedBracket& bracket : version.brackets) {
            numbers.push_back({scale.argument.unit, bracket.threshold});
        }
    }
}

void RandomCases::take_expression(const TypedExpression& one) {
    switch (one.kind) {
        case TypedKind::constant:
            if (const auto* number = std::get_if<Decimal>(&one.constant)) {
                thresholds_.push_back({one.type.unit, *number});
            }
            if (const auto* code = std::get_if<CodeText>(&one.constant)) {
                codes_.push_back(code->text);
            }
            return;
        case TypedKind::equal:
        case TypedKind::not_equal:
        case TypedKind::in_set:
        case TypedKind::match:
        case TypedKind::look_up:
            take_codes(one);
            break;
        default:
            break;
    }
    const bool limits = (one.kind >= TypedKind::less && one.kind <= TypedKind::not_equal) ||
                        one.kind == TypedKind::scale_call || one.kind == TypedKind::minimum ||
                        one.kind == TypedKind::maximum || one.kind == TypedKind::clamp;
    if (limits) { take_limit(one); }
}

/// The figures that a scale, a comparison, a `min` or a `max` may turn on.
void RandomCases::take_limit(const TypedExpression& one) {
    Limit limit;
    limit.rules = rules_read(rules_, one);
    std::erase_if(limit.rules, [this](DefinitionId id) { return !can_name(id); });
    if (one.kind == TypedKind::scale_call) {
        take_scale(*rules_.definitions[one.definition].scale(), limit.numbers);
    }
    take_numbers(one, limit.numbers);
    if (limit.numbers.empty()) { return; }
    walk(one, [&](const TypedExpression& each) {
        if (each.kind != TypedKind::read && each.kind != TypedKind::prior) { return; }
        auto& numbers = company_[each.definition].numbers;
        numbers.insert(numbers.end(), limit.numbers.begin(), limit.numbers.end());
    });
    constexpr std::size_t most = 6;
    if (!limit.rules.empty() && limit.rules.size() <= most) { limits_.push_back(std::move(limit)); }
}

void RandomCases::take_numbers(const TypedExpression& one, std::vector<Threshold>& numbers) const {
    walk(one, [&](const TypedExpression& each) {
        if (each.kind == TypedKind::constant) {
            const auto* number = std::get_if<Decimal>(&each.constant);
            if (number != nullptr) { numbers.push_back({each.type.unit, *number}); }
        }
        if (each.kind != TypedKind::read) { return; }
        const ParamDefinition* param = rules_.definitions[each.definition].param();
        if (param == nullptr) { return; }
        for (const ParamVersion& version : param->versions) {
            const auto* number = std::get_if<Decimal>(&version.values.at(each.field.value_or(0)));
            if (number != nullptr) { numbers.push_back({each.type.unit, *number}); }
        }
    });
}

/// The codes that an input is compared with or looked up by.
void RandomCases::take_codes(const TypedExpression& one) {
    std::vector<std::string> codes;
    walk(one, [&](const TypedExpression& each) {
        const auto* code = std::get_if<CodeText>(&each.constant);
        if (each.kind == TypedKind::constant && code != nullptr) { codes.push_back(code->text); }
    });
    const auto* table = rules_.definitions[one.definition].table();
    if (one.kind == TypedKind::look_up && table != nullptr) {
        for (const TableVersion& version : table->versions) {
            for (const TableRow& row : version.rows) {
                for (const Constant& key : row.keys) {
                    const auto* code = std::get_if<CodeText>(&key);
                    if (code != nullptr) { codes.push_back(code->text); }
                }
            }
        }
    }
    codes_.insert(codes_.end(), codes.begin(), codes.end());
    for (const TypedExpression& child : one.children) {
        if (child.kind != TypedKind::read || child.type.kind != ValueKind::code) { continue; }
        auto& known = company_[child.definition].codes;
        known.insert(known.end(), codes.begin(), codes.end());
    }
}

void RandomCases::find_segments() {
    cuts_.push_back(covers_.from);
    std::erase_if(cuts_, [this](Date day) { return !covers_.holds(day); });
    make_unique(cuts_);
    for (std::size_t i = 0; i < cuts_.size(); ++i) {
        const bool last = i + 1 == cuts_.size();
        segments_.push_back({cuts_[i], last ? covers_.until : add_days(cuts_[i + 1], -1)});
    }
}

std::size_t RandomCases::batches_of_a_round() const {
    return std::max(3 * segments_.size(), 2 * limits_.size());
}

/// Draws one batch.
class RandomCases::Drawing {
public:
    Drawing(const RandomCases& of, std::size_t index)
        : of_{of},
          index_{index},
          random_{of.seed_ ^ (of.package_ + 1) * 0xD1B54A32D192ED03U ^
                  (index + 1) * 0xABC98388FB8FAC03U} {}

    CaseBatch batch(std::size_t size) {
        made_.one_each = random_.one_in(2);
        made_.clocks = clocks();
        made_.cases.resize(size);
        for (Case& one : made_.cases) {
            one.clocks = made_.clocks;
            const bool several = !made_.one_each && random_.one_in(2);
            one.contracts.resize(several ? 2 + random_.next() % 2 : 1);
            const bool two = !made_.one_each && of_.has_clients_ && random_.one_in(2);
            one.clients.resize(two ? 2 : 1);
            for (std::size_t i = 0; i < one.contracts.size(); ++i) {
                one.client_of.push_back(random_.next() % one.clients.size());
            }
        }
        for (const DefinitionId id : of_.inputs_) { give_input(id); }
        for (const DefinitionId id : of_.carries_) {
            if (random_.one_in(2)) { continue; }
            fill(id, "prior " + full_name(of_.rules_, id), false);
        }
        if (!of_.limits_.empty() && index_ % 2 == 1) {
            give_rules(of_.limits_[index_ / 2 % of_.limits_.size()]);
        }
        return std::move(made_);
    }

private:
    Clocks clocks() {
        const Days& segment = of_.segments_[index_ % of_.segments_.size()];
        Date day = segment.from;
        const std::size_t place = index_ / of_.segments_.size() % 3;
        if (place == 1) { day = segment.until; }
        if (place == 2) {
            const auto length = (date::sys_days{segment.until} - date::sys_days{segment.from});
            day = add_days(day, static_cast<int>(random_.between(0, length.count())));
        }
        Clocks made = Clocks::all(day);
        if (random_.one_in(2)) { made.work_end = day; }
        if (random_.one_in(4)) { made.work_start = day; }
        if (random_.one_in(2)) {
            made.payment_date = add_days(day, static_cast<int>(random_.between(0, 45)));
            made.issue_date = add_days(day, static_cast<int>(random_.between(0, 45)));
        }
        for (Date* one : {&made.work_start, &made.work_end, &made.payment_date, &made.issue_date}) {
            *one = clamped(*one, of_.covers_);
        }
        return made;
    }

    void give_input(DefinitionId id) {
        const InputDefinition& input = *of_.rules_.definitions[id].input();
        const bool has_default = input.default_value.has_value();
        if (has_default && random_.one_in(3)) { return; }
        // Profiles are few, so that columns have programs of their own for them.
        for (int i = 0; input.profile && i < (made_.one_each ? 3 : 1); ++i) {
            few_.push_back(any_value(id));
        }
        // Few names are given by some rows only: each of them doubles the programs of the rows.
        const bool some = has_default && given_by_some_ < 2 && random_.one_in(4);
        given_by_some_ += some ? 1 : 0;
        fill(id, full_name(of_.rules_, id), some);
        few_.clear();
    }

    void give_rules(const Limit& limit) {
        numbers_ = &limit.numbers;
        for (const DefinitionId id : limit.rules) { fill(id, full_name(of_.rules_, id), false); }
        numbers_ = nullptr;
    }

    void fill(DefinitionId id, const std::string& name, bool some) {
        made_.given.push_back(name);
        const Scope scope = *of_.rules_.definitions[id].scope;
        for (Case& one : made_.cases) {
            std::vector<Values>* rows = scope == Scope::contract ? &one.contracts
                                        : scope == Scope::client ? &one.clients
                                                                 : nullptr;
            if (rows == nullptr) {
                one.common.emplace(name, value(id));
                continue;
            }
            for (Values& row : *rows) {
                if (some && random_.one_in(4)) { continue; }
                row.emplace(name, value(id));
            }
        }
    }

    Value value(DefinitionId id) {
        return few_.empty() ? any_value(id) : few_[random_.next() % few_.size()];
    }

    Value any_value(DefinitionId id) {
        const Type& type = of_.rules_.definitions[id].type;
        switch (type.kind) {
            case ValueKind::boolean:
                return random_.one_in(2);
            case ValueKind::date:
                return day_value();
            case ValueKind::code: {
                const auto found = of_.company_.find(id);
                const bool known = found != of_.company_.end() && !found->second.codes.empty();
                const auto& codes = known && !random_.one_in(4) ? found->second.codes : of_.codes_;
                return word(codes[random_.next() % codes.size()]);
            }
            case ValueKind::enumeration: {
                const auto& items = of_.rules_.enums[type.enumeration].items;
                return word(items[random_.next() % items.size()]);
            }
            default:
                return type.quotient ? fraction(id) : number(id);
        }
    }

    /// The least and the largest raw value that is drawn.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> range_of(const Definition& one) const {
        const auto* input = one.input();
        const auto* carry = one.carry();
        const auto low = input != nullptr ? input->low : carry != nullptr ? carry->low : Decimal{0};
        auto high = input != nullptr ? input->high : std::optional<Decimal>{};
        if (carry != nullptr) { high = carry->high; }
        const Decimal otherwise = one.type.percent ? 1 : 100'000;
        const std::int64_t least = raw_of(low.value_or(0), one.type.decimals, 0);
        return {least,
                std::max(least, raw_of(high.value_or(otherwise), one.type.decimals, 100'000'000))};
    }

    Value number(DefinitionId id) {
        const Definition& definition = of_.rules_.definitions[id];
        if (const auto raw = wide_number(definition)) {
            return Number{*raw, definition.type.decimals};
        }
        const auto [low, high] = range_of(definition);
        const unsigned decimals = definition.type.decimals;
        if (random_.one_in(2)) {
            if (const auto raw = near_a_figure(id, definition.type, low, high)) {
                return Number{*raw, decimals};
            }
            return Number{random_.one_in(2) ? low : high, decimals};
        }
        // Small numbers as often as large ones.
        const std::int64_t width = high - low;
        std::int64_t bits = 1;
        while (bits < 62 && (std::int64_t{1} << bits) < width) { ++bits; }
        const std::int64_t size = std::int64_t{1} << random_.between(0, bits);
        return Number{low + random_.between(0, std::min(width, size)), decimals};
    }

    /// Now and then, of a range that leaves 64 bits: a value from its end.
    std::optional<Int128> wide_number(const Definition& definition) {
        const auto* input = definition.input();
        const auto* carry = definition.carry();
        const auto high = input != nullptr   ? input->high
                          : carry != nullptr ? carry->high
                                             : std::nullopt;
        const auto raw = high ? scaled(*high, definition.type.decimals) : std::nullopt;
        if (!raw || *raw <= narrow_max || random_.one_in(2)) { return std::nullopt; }
        const Int128 least = range_of(definition).first;
        return std::max(least, *raw - random_.between(0, 1'000'000'000'000'000));
    }

    /// Within one unit of something that the number is compared with, or of any figure.
    std::optional<std::int64_t> near_a_figure(DefinitionId id, const Type& type, std::int64_t low,
                                              std::int64_t high) {
        const auto found = of_.company_.find(id);
        const bool known = found != of_.company_.end() && !found->second.numbers.empty();
        const auto& own = numbers_ != nullptr           ? *numbers_
                          : known && !random_.one_in(4) ? found->second.numbers
                                                        : of_.thresholds_;
        for (int tries = 0; tries < 20 && !own.empty(); ++tries) {
            const Threshold& one = own[random_.next() % own.size()];
            if (!(one.unit.without_time() == type.unit.without_time())) { continue; }
            const std::int64_t raw = raw_of(one.value, type.decimals, low) + random_.between(-1, 1);
            if (low <= raw && raw <= high) { return raw; }
        }
        return std::nullopt;
    }

    Value fraction(DefinitionId id) {
        const auto* input = of_.rules_.definitions[id].input();
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

    Value day_value() {
        const Date base = random_.one_in(2) ? made_.clocks.work_end
                                            : of_.cuts_[random_.next() % of_.cuts_.size()];
        if (random_.one_in(2)) { return add_days(base, static_cast<int>(random_.between(-2, 2))); }
        return add_days(base, static_cast<int>(random_.between(-12'000, 400)));
    }

    const RandomCases& of_;
    std::size_t index_;
    RandomNumbers random_;
    CaseBatch made_;
    std::vector<Value> few_;                           ///< values of a profile input; empty: any
    const std::vector<Threshold>* numbers_ = nullptr;  ///< what given rules lie near
    std::size_t given_by_some_ = 0;
};

CaseBatch RandomCases::batch(std::size_t index, std::size_t size) const {
    return Drawing{*this, index}.batch(size);
}

}  // namespace mutua::ruleset
