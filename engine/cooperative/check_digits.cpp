#include "engine/cooperative/check_digits.hpp"

#include <algorithm>

namespace mutua::cooperative {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string compact(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    for (const char c : text) {
        if (c == ' ' || c == '.' || c == '-') { continue; }
        kept += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return kept;
}

int remainder_of(std::string_view digits, int divisor) {
    int rest = 0;
    for (const char c : digits) { rest = (rest * 10 + (c - '0')) % divisor; }
    return rest;
}

int remainder_97(std::string_view letters_and_digits) {
    int rest = 0;
    for (const char c : letters_and_digits) {
        if (is_digit(c)) {
            rest = (rest * 10 + (c - '0')) % 97;
        } else if (is_upper(c)) {
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        } else {
            return -1;
        }
    }
    return rest;
}

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (auto c = digits.rbegin(); c != digits.rend(); ++c) {
        const int value = (*c - '0') * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        doubled = !doubled;
    }
    return sum % 10 == 0;
}

bool passes_mod_11_10(std::string_view digits) {
    int product = 10;
    for (const char c : digits.substr(0, digits.size() - 1)) {
        const int sum = (c - '0' + product) % 10;
        product = (2 * (sum == 0 ? 10 : sum)) % 11;
    }
    return (11 - product) % 10 == digits.back() - '0';
}

int weighted_sum(std::string_view digits, std::string_view weights) {
    int sum = 0;
    for (std::size_t i = 0; i < weights.size() && i < digits.size(); ++i) {
        const int weight = weights[i] == 'A' ? 10 : weights[i] - '0';
        sum += (digits[i] - '0') * weight;
    }
    return sum;
}

}  // namespace mutua::cooperative
