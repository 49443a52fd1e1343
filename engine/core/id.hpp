#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace mutua {

/// A key that the store gives out; cannot be mistaken for another table's key, nor for a count.
/// Shown as "PAY-42".
template <typename Tag>
class Id {
public:
    explicit constexpr Id(std::int64_t value) noexcept : value_{value} {}

    [[nodiscard]] constexpr std::int64_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::int64_t value_;
};

/// The key as people see it: "PAY-42".
template <typename Tag>
[[nodiscard]] std::string to_string(Id<Tag> id) {
    return std::string{Tag::prefix} + "-" + std::to_string(id.value());
}

/// A key that people give: the `member_id` of a file, the number printed on an invoice.
template <typename Tag>
class Code {
public:
    Code() = default;
    explicit Code(std::string text) : text_{std::move(text)} {}

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    friend auto operator<=>(const Code&, const Code&) = default;

private:
    std::string text_;
};

/// The tables whose keys the store gives out, and how each key begins.
struct PayslipTag {
    static constexpr const char* prefix = "PAY";
};
struct EntryTag {
    static constexpr const char* prefix = "ENT";
};
struct RunTag {
    static constexpr const char* prefix = "RUN";
};
using PayslipId = Id<PayslipTag>;
using EntryId = Id<EntryTag>;
using RunId = Id<RunTag>;

using EntityCode = Code<struct EntityTag>;
using MemberCode = Code<struct MemberTag>;
using ClientCode = Code<struct ClientTag>;
using DeclarationCode = Code<struct DeclarationTag>;
using InvoiceNumber = Code<struct InvoiceTag>;

}  // namespace mutua
