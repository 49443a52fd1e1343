#include "formats/words/text_party.hpp"

namespace mutua::words {

namespace {

std::string joined(const std::string& first, const std::string& second) {
    return first.empty() || second.empty() ? first + second : first + " " + second;
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

std::string enterprise_number_text(std::string_view number) {
    const std::string digits{number};
    if (digits.size() != 10) { return digits; }
    return digits.substr(0, 4) + "." + digits.substr(4, 3) + "." + digits.substr(7);
}

std::string enterprise_number_text(const cooperative::EnterpriseNumber& number) {
    return enterprise_number_text(number.text());
}

std::string vat_number_text(std::string_view number) {
    if (!number.starts_with("BE")) { return std::string{number}; }
    return "BE " + enterprise_number_text(number.substr(2));
}

std::string vat_number_text(const cooperative::VatNumber& number) {
    return vat_number_text(number.text());
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

}  // namespace mutua::words
