#include "formats/tabular/text_party.hpp"

namespace mutua::tabular {

namespace {

std::string joined(const std::string& first, const std::string& second) {
    return first.empty() || second.empty() ? first + second : first + " " + second;
}

/// Dots behind the fourth and the seventh of ten digits; other lengths stay as they are.
std::string dotted(const std::string& digits) {
    if (digits.size() != 10) { return digits; }
    return digits.substr(0, 4) + "." + digits.substr(4, 3) + "." + digits.substr(7);
}

}  // namespace

std::vector<std::string> address_lines(const cooperative::Address& address, std::string_view home) {
    std::vector<std::string> lines;
    const std::string street = joined(address.street, address.house_number);
    std::string city = joined(address.postal_code, address.city);
    if (address.country != home) { city += (city.empty() ? "" : ", ") + address.country; }
    if (!street.empty()) { lines.push_back(street); }
    if (!city.empty()) { lines.push_back(city); }
    return lines;
}

std::string enterprise_number_text(const cooperative::EnterpriseNumber& number) {
    return dotted(number.text());
}

std::string vat_number_text(const cooperative::VatNumber& number) {
    const std::string& text = number.text();
    return text.starts_with("BE") ? "BE " + dotted(text.substr(2)) : text;
}

std::string national_number_text(const cooperative::NationalNumber& number) {
    const std::string& text = number.text();
    if (text.size() != 11) { return text; }
    return text.substr(0, 2) + "." + text.substr(2, 2) + "." + text.substr(4, 2) + "-" +
           text.substr(6, 3) + "." + text.substr(9);
}

std::string employer_number_text(const cooperative::EmployerNumber& number) {
    const std::string& text = number.text();
    if (text.size() < 3) { return text; }
    return text.substr(0, text.size() - 2) + "-" + text.substr(text.size() - 2);
}

}  // namespace mutua::tabular
