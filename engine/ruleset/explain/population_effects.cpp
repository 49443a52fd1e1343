#include "engine/ruleset/explain/population_effects.hpp"

#include "engine/ruleset/oracle/value_text.hpp"
#include "engine/ruleset/program/integer.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

std::string text_of(const Figure& figure, const Type& type) {
    return figure.applicable ? shown(figure.value, type) : "not applicable";
}

Decimal exact(const Decimal& value) { return value; }
Decimal exact(Int128 value) { return Decimal{widen(value)}; }

template <typename Number>
Number size_of(const Number& value) {
    return value < 0 ? Number{-value} : value;
}

int exponent_of(Int128 size) {
    int exponent = 0;
    for (; size >= 10; size /= 10) { ++exponent; }
    return exponent;
}

int exponent_of(Decimal size) {
    int exponent = 0;
    for (; size >= 10; size /= 10) { ++exponent; }
    for (; size < 1; size *= 10) { --exponent; }
    return exponent;
}

/// Gathers what happened to one figure over the rows. Differences are whole numbers of 10^-decimals
/// (Int128), or exact ones of a fraction (Decimal, without decimals).
template <typename Number>
class Gatherer {
public:
    Gatherer(unsigned decimals, std::size_t examples) : decimals_{decimals}, examples_{examples} {}

    void add(std::size_t row, const Number& difference) {
        all_.push_back(difference);
        // The largest are kept; of equal ones the first.
        if (largest_.size() == examples_ &&
            (examples_ == 0 || size_of(largest_.back().first) >= size_of(difference))) {
            return;
        }
        const auto after = std::find_if(largest_.begin(), largest_.end(), [&](const auto& one) {
            return size_of(one.first) < size_of(difference);
        });
        largest_.insert(after, {difference, row});
        if (largest_.size() > examples_) { largest_.pop_back(); }
    }

    void put_into(FigureEffect& effect) {
        effect.changed = all_.size();
        if (all_.empty()) { return; }
        std::sort(all_.begin(), all_.end());
        Number sum = 0;
        for (const Number& one : all_) { sum += one; }
        effect.sum = amount(sum);
        effect.smallest = amount(all_.front());
        effect.largest = amount(all_.back());
        const std::size_t middle = all_.size() / 2;
        effect.median = all_.size() % 2 == 1
                            ? amount(all_[middle])
                            : Decimal{(amount(all_[middle - 1]) + amount(all_[middle])) / 2};
        for (const Number& one : all_) { count(effect.histogram, one); }
    }

    /// Rows of the largest differences, with these.
    [[nodiscard]] std::vector<std::pair<Decimal, std::size_t>> largest() const {
        std::vector<std::pair<Decimal, std::size_t>> rows;
        for (const auto& [difference, row] : largest_) {
            rows.emplace_back(amount(difference), row);
        }
        return rows;
    }

private:
    [[nodiscard]] Decimal amount(const Number& value) const {
        return exact(value) / Decimal{widen(power_of_ten(decimals_))};
    }

    /// Differences come in order, so those of one power stand together.
    void count(std::vector<PowerOfTen>& bins, const Number& difference) const {
        if (difference == 0) { return; }
        const int sign = difference < 0 ? -1 : 1;
        const int exponent = exponent_of(size_of(difference)) - static_cast<int>(decimals_);
        if (bins.empty() || bins.back().sign != sign || bins.back().exponent != exponent) {
            bins.push_back({sign, exponent, 0});
        }
        ++bins.back().rows;
    }

    unsigned decimals_;
    std::size_t examples_;
    std::vector<Number> all_;
    std::vector<std::pair<Number, std::size_t>> largest_;
};

/// Compares one figure of all rows.
class FigureComparison {
public:
    FigureComparison(const PopulationQuestion& question, std::size_t figure, const Type& type,
                     const PopulationFigures& before, const PopulationFigures& after,
                     const std::set<std::size_t>& left_out)
        : question_{question},
          figure_{figure},
          type_{type},
          before_{before},
          after_{after},
          left_out_{left_out} {}

    [[nodiscard]] FigureEffect effect(const std::string& name, std::size_t examples) const {
        FigureEffect made;
        made.figure = name;
        made.type = type_;
        made.is_number = type_.is_number();
        const OutputColumn* old = before_.plain_column(figure_);
        const OutputColumn* now = after_.plain_column(figure_);
        if (old && now && before_.decimals(figure_) == after_.decimals(figure_)) {
            Gatherer<Int128> gatherer{type_.decimals, examples};
            gather_plain(*old, *now, gatherer);
            finish(gatherer, made);
        } else {
            Gatherer<Decimal> gatherer{0, examples};
            for (std::size_t row = 0; row < question_.rows.size(); ++row) {
                if (!is_left_out(row)) { add(row, gatherer); }
            }
            finish(gatherer, made);
        }
        return made;
    }

private:
    [[nodiscard]] bool is_left_out(std::size_t row) const { return left_out_.contains(row); }

    void gather_plain(const OutputColumn& old, const OutputColumn& now,
                      Gatherer<Int128>& gatherer) const {
        for (std::size_t row = 0; row < question_.rows.size(); ++row) {
            const bool same =
                old.values[row] == now.values[row] && old.applicable[row] == now.applicable[row];
            const bool none = old.applicable[row] == 0 && now.applicable[row] == 0;
            const bool alone = before_.is_alone(row) || after_.is_alone(row);
            if (((same || none) && !alone) || is_left_out(row)) { continue; }
            if (alone) {
                add(row, gatherer);
            } else {
                gatherer.add(row, Int128{now.values[row]} - old.values[row]);
            }
        }
    }

    /// Whatever kind of figure: what is read the same is the same.
    template <typename Number>
    void add(std::size_t row, Gatherer<Number>& gatherer) const {
        const Figure old = before_.at(figure_, row);
        const Figure now = after_.at(figure_, row);
        if (text_of(old, type_) == text_of(now, type_)) { return; }
        const auto number_before = number_of(old.value);
        const auto number_after = number_of(now.value);
        const Decimal difference =
            number_before && number_after ? *number_after - *number_before : Decimal{0};
        if constexpr (std::is_same_v<Number, Int128>) {
            const auto whole = scaled(difference, type_.decimals);
            require(whole.has_value(), "a plain figure has the decimals of its type");
            gatherer.add(row, *whole);
        } else {
            gatherer.add(row, difference);
        }
    }

    template <typename Number>
    void finish(Gatherer<Number>& gatherer, FigureEffect& made) const {
        gatherer.put_into(made);
        for (const auto& [difference, row] : gatherer.largest()) {
            made.examples.push_back({question_.rows[row].identifier,
                                     text_of(before_.at(figure_, row), type_),
                                     text_of(after_.at(figure_, row), type_), difference});
        }
    }

    const PopulationQuestion& question_;
    std::size_t figure_;
    const Type& type_;
    const PopulationFigures& before_;
    const PopulationFigures& after_;
    const std::set<std::size_t>& left_out_;
};

}  // namespace

std::vector<FigureEffect> effects_of(const PopulationQuestion& question,
                                     const std::vector<std::string>& figures,
                                     const std::vector<Type>& types,
                                     const PopulationFigures& before,
                                     const PopulationFigures& after,
                                     const std::set<std::size_t>& left_out, std::size_t examples) {
    std::vector<FigureEffect> effects;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        FigureEffect effect =
            FigureComparison{question, i, types[i], before, after, left_out}.effect(figures[i],
                                                                                    examples);
        if (effect.changed > 0) { effects.push_back(std::move(effect)); }
    }
    return effects;
}

}  // namespace mutua::ruleset
