#include "engine/settlement/delivery.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mutua::settlement {

namespace {

using Event = DeliveryEvent;

constexpr std::array<std::pair<Event, std::string_view>, 9> event_words{{
    {Event::faulty, "faulty"},
    {Event::sending, "sending"},
    {Event::not_sent, "not_sent"},
    {Event::uncertain, "uncertain"},
    {Event::missing, "missing"},
    {Event::accepted, "accepted"},
    {Event::refused, "refused"},
    {Event::delivered, "delivered"},
    {Event::rejected, "rejected"},
}};

constexpr std::array<std::pair<DeliveryStatus, std::string_view>, 7> status_words{{
    {DeliveryStatus::waiting, "waiting"},
    {DeliveryStatus::sending, "sending"},
    {DeliveryStatus::uncertain, "uncertain"},
    {DeliveryStatus::accepted, "accepted"},
    {DeliveryStatus::delivered, "delivered"},
    {DeliveryStatus::rejected, "rejected"},
    {DeliveryStatus::on_paper, "on paper"},
}};

/// Known not to be with the access point.
bool is_here(std::optional<Event> last) {
    return !last || *last == Event::faulty || *last == Event::not_sent || *last == Event::missing ||
           *last == Event::refused;
}

}  // namespace

std::string delivery_key(const EntityCode& entity, const std::string& number,
                         const std::string& sha256) {
    return entity.text() + "." + number + "." + sha256;
}

bool may_follow(std::optional<DeliveryEvent> last, DeliveryEvent next) {
    switch (next) {
        case Event::faulty:
        case Event::sending:
            return is_here(last);
        case Event::not_sent:
        case Event::refused:
        case Event::uncertain:
            return last == Event::sending;
        case Event::missing:
        case Event::accepted:
            return must_ask(last);
        case Event::delivered:
        case Event::rejected:
            return must_ask(last) || last == Event::accepted;
    }
    return false;
}

DeliveryStatus delivery_status(Channel channel, std::optional<DeliveryEvent> last) {
    if (channel == Channel::paper) { return DeliveryStatus::on_paper; }
    if (!last) { return DeliveryStatus::waiting; }
    switch (*last) {
        case Event::sending:
            return DeliveryStatus::sending;
        case Event::uncertain:
            return DeliveryStatus::uncertain;
        case Event::accepted:
            return DeliveryStatus::accepted;
        case Event::delivered:
            return DeliveryStatus::delivered;
        case Event::faulty:
        case Event::refused:
        case Event::rejected:
            return DeliveryStatus::rejected;
        case Event::not_sent:
        case Event::missing:
            return DeliveryStatus::waiting;
    }
    return DeliveryStatus::waiting;
}

bool must_ask(std::optional<DeliveryEvent> last) {
    return last == Event::sending || last == Event::uncertain;
}

std::string_view to_string(DeliveryEvent event) {
    return std::find_if(event_words.begin(), event_words.end(),
                        [event](const auto& one) { return one.first == event; })
        ->second;
}

std::string_view to_string(DeliveryMode mode) {
    return mode == DeliveryMode::live ? "live" : "sandbox";
}

std::string_view to_string(DeliveryStatus status) {
    return std::find_if(status_words.begin(), status_words.end(),
                        [status](const auto& one) { return one.first == status; })
        ->second;
}

std::optional<DeliveryEvent> parse_delivery_event(std::string_view word) {
    for (const auto& [event, text] : event_words) {
        if (text == word) { return event; }
    }
    return std::nullopt;
}

std::optional<DeliveryMode> parse_delivery_mode(std::string_view word) {
    for (const DeliveryMode mode : {DeliveryMode::sandbox, DeliveryMode::live}) {
        if (to_string(mode) == word) { return mode; }
    }
    return std::nullopt;
}

}  // namespace mutua::settlement
