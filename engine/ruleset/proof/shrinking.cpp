#include "engine/ruleset/proof/shrinking.hpp"

#include <algorithm>

namespace mutua::ruleset {

namespace {

constexpr std::size_t tries_max = 5'000;

class CaseShrinker {
public:
    CaseShrinker(Case one, const std::function<bool(const Case&)>& fails)
        : now_{std::move(one)}, fails_{fails} {}

    Case smallest() {
        do {
            smaller_ = false;
            drop_rows();
            drop_names();
            plainer_days();
            smaller_numbers();
        } while (smaller_ && tries_ < tries_max);
        return std::move(now_);
    }

private:
    bool keep(Case other) {
        if (++tries_ > tries_max || !fails_(other)) { return false; }
        now_ = std::move(other);
        smaller_ = true;
        return true;
    }

    void drop_rows() {
        for (std::size_t i = now_.contracts.size(); i-- > 0 && now_.contracts.size() > 1;) {
            Case other = now_;
            const auto at = static_cast<std::ptrdiff_t>(i);
            other.contracts.erase(other.contracts.begin() + at);
            if (!other.client_of.empty()) { other.client_of.erase(other.client_of.begin() + at); }
            keep(std::move(other));
        }
        for (std::size_t i = now_.clients.size(); i-- > 0 && now_.clients.size() > 1;) {
            Case other = now_;
            other.clients.erase(other.clients.begin() + static_cast<std::ptrdiff_t>(i));
            for (std::size_t& client : other.client_of) {
                if (client >= i && client > 0) { --client; }
            }
            keep(std::move(other));
        }
    }

    /// Calls `visit` with a function that finds the values of one row in any case.
    template <typename Visit>
    void for_rows(const Visit& visit) {
        visit([](Case& one) -> Values& { return one.common; });
        for (std::size_t i = 0; i < now_.contracts.size(); ++i) {
            visit([i](Case& one) -> Values& { return one.contracts[i]; });
        }
        for (std::size_t i = 0; i < now_.clients.size(); ++i) {
            visit([i](Case& one) -> Values& { return one.clients[i]; });
        }
    }

    void drop_names() {
        for_rows([this](const auto& values_of) {
            const Values values = values_of(now_);
            for (const auto& [name, value] : values) {
                Case other = now_;
                values_of(other).erase(name);
                keep(std::move(other));
            }
        });
    }

    void plainer_days() {
        for (const Date day :
             {now_.clocks.work_end, now_.clocks.payment_date, now_.clocks.issue_date}) {
            with_clocks(Clocks::all(day));
        }
        Clocks clocks = now_.clocks;
        clocks.payment_date = clocks.work_end;
        with_clocks(clocks);
        clocks = now_.clocks;
        clocks.issue_date = clocks.work_end;
        with_clocks(clocks);
        clocks = now_.clocks;
        clocks.work_start = first_day(month_of(clocks.work_end));
        with_clocks(clocks);
    }

    void with_clocks(const Clocks& clocks) {
        if (clocks == now_.clocks || Clocks::all(now_.clocks.payment_date) == now_.clocks) {
            return;
        }
        Case other = now_;
        other.clocks = clocks;
        keep(std::move(other));
    }

    void smaller_numbers() {
        for_rows([this](const auto& values_of) {
            const Values values = values_of(now_);
            for (const auto& [name, value] : values) {
                const auto* number = std::get_if<Number>(&value);
                if (number != nullptr) { shrink_number(values_of, name, *number); }
            }
        });
    }

    template <typename ValuesOf>
    void shrink_number(const ValuesOf& values_of, const std::string& name, Number number) {
        constexpr unsigned of_percent = 6;
        Int128 whole = 1;
        for (unsigned i = 0; i < std::min(number.decimals, of_percent); ++i) { whole *= 10; }
        const Int128 raw = number.raw;
        for (const Int128 other : {Int128{0}, whole, raw / (100 * whole) * (100 * whole),
                                   raw / whole * whole, raw / 10 * 10, raw / 2}) {
            const auto size = [](Int128 one) { return one < 0 ? -one : one; };
            if (size(other) >= size(raw)) { continue; }
            Case made = now_;
            values_of(made).insert_or_assign(name, Number{other, number.decimals});
            if (keep(std::move(made))) { return; }
        }
    }

    Case now_;
    const std::function<bool(const Case&)>& fails_;
    std::size_t tries_ = 0;
    bool smaller_ = false;
};

}  // namespace

Case smallest_case(Case one, const std::function<bool(const Case&)>& fails) {
    return CaseShrinker{std::move(one), fails}.smallest();
}

}  // namespace mutua::ruleset
