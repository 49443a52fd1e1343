#pragma once

#include "engine/core/date.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Numbers that mean something: parsed once at the edge, then trusted. Each `parse` accepts what
/// people write (blanks, dots, dashes, lower case) and keeps the one canonical form.
namespace mutua::cooperative {

/// A text that passed the check digits of its kind.
template <typename Tag>
class Identifier {
public:
    /// Not yet known: empty.
    Identifier() = default;
    /// For values that were checked before they were stored; no check here.
    [[nodiscard]] static Identifier trusted(std::string text) {
        return Identifier{std::move(text)};
    }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    friend auto operator<=>(const Identifier&, const Identifier&) = default;

private:
    explicit Identifier(std::string text) : text_{std::move(text)} {}
    std::string text_;
};

using NationalNumber = Identifier<struct NationalNumberTag>;      ///< 11 digits
using EnterpriseNumber = Identifier<struct EnterpriseNumberTag>;  ///< 10 digits, first 0 or 1
using VatNumber = Identifier<struct VatNumberTag>;                ///< "BE0712345630", no blanks
using Iban = Identifier<struct IbanTag>;                          ///< no blanks, upper case
using Bic = Identifier<struct BicTag>;                            ///< 8 or 11 characters
using EmployerNumber = Identifier<struct EmployerNumberTag>;      ///< social security, digits
using PeppolId = Identifier<struct PeppolIdTag>;                  ///< "0208:0712345630"
using Email = Identifier<struct EmailTag>;

/// National number (NISS): 97 minus the first nine digits mod 97, for births before 2000 or after;
/// bis numbers count; a birth after `today` is refused. Source: royal decree of 3 April 1984.
[[nodiscard]] std::optional<NationalNumber> parse_national_number(std::string_view text,
                                                                  Date today);
enum class Sex { female, male };

/// What a national number tells of its person; a day or month that was not known is not told, nor
/// the sex that a bis number was given without.
struct Birth {
    int year = 0;
    std::optional<Date> day;
    std::optional<Sex> sex;
    friend bool operator==(const Birth&, const Birth&) = default;
};

/// Nothing of a number that fails its check digits.
[[nodiscard]] std::optional<Birth> birth_told_by(const NationalNumber& number);

/// Enterprise number: 97 minus the first eight digits mod 97; the first digit is 0 or 1.
[[nodiscard]] std::optional<EnterpriseNumber> parse_enterprise_number(std::string_view text);
/// VAT number with country prefix; a Belgian one also passes the enterprise number's check.
[[nodiscard]] std::optional<VatNumber> parse_vat_number(std::string_view text);
/// IBAN: ISO 13616, mod 97 = 1, length of the country where it is known.
[[nodiscard]] std::optional<Iban> parse_iban(std::string_view text);
/// BIC: ISO 9362.
[[nodiscard]] std::optional<Bic> parse_bic(std::string_view text);
/// Social security employer number: 96 minus (number × 100 mod 97), 0 becomes 97.
[[nodiscard]] std::optional<EmployerNumber> parse_employer_number(std::string_view text);
/// Peppol participant: scheme of four digits, colon, value; 0208 and 9925 pass their check digits.
[[nodiscard]] std::optional<PeppolId> parse_peppol_id(std::string_view text);
/// One @, a dot in the domain, no blanks or control characters.
[[nodiscard]] std::optional<Email> parse_email(std::string_view text);

/// Structured communication of ten digits and their check: "+++090/9337/55493+++".
/// Errors: other than ten digits is a ContractViolation.
[[nodiscard]] std::string structured_communication(std::string_view ten_digits);

/// The last four characters behind dots: "…0281"; what messages may show.
[[nodiscard]] std::string redacted(std::string_view text);

}  // namespace mutua::cooperative
