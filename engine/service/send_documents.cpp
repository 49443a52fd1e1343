#include "engine/service/send_documents.hpp"

#include "engine/core/digest.hpp"
#include "engine/store/unit_of_work.hpp"

#include <algorithm>
#include <utility>

namespace mutua::service {

namespace {

using settlement::DeliveryEvent;
using settlement::DeliveryStatus;
using settlement::DeliveryStep;
using settlement::RemoteState;
using settlement::RemoteStatus;
using settlement::SentDocument;
using settlement::Submission;
using settlement::SubmitOutcome;
using store::DeliveryRow;

std::optional<DeliveryEvent> event_of(const std::optional<DeliveryStep>& step) {
    return step ? std::optional{step->event} : std::nullopt;
}

std::string joined_reasons(const std::vector<std::string>& reasons) {
    std::string text;
    for (const std::string& one : reasons) { text += (text.empty() ? "" : "; ") + one; }
    return text;
}

bool is_named(const DeliveryRequest& request, const std::string& document) {
    return std::find(request.numbers.begin(), request.numbers.end(), document) !=
           request.numbers.end();
}

/// The rows of the outbox that were asked for, or those that `is_due` picks.
template <typename IsDue>
std::vector<DeliveryRow> chosen_rows(store::Store& store, const DeliveryRequest& request,
                                     const IsDue& is_due) {
    std::vector<DeliveryRow> chosen;
    for (DeliveryRow& row : store::DeliveryRepository{store, request.entity}.list()) {
        const bool is_wanted =
            request.numbers.empty() ? is_due(row.status()) : is_named(request, row.document);
        if (is_wanted) { chosen.push_back(std::move(row)); }
    }
    return chosen;
}

bool waits(DeliveryStatus status) {
    return status == DeliveryStatus::waiting || status == DeliveryStatus::sending ||
           status == DeliveryStatus::uncertain;
}

bool is_on_its_way(DeliveryStatus status) {
    return status == DeliveryStatus::accepted || status == DeliveryStatus::sending ||
           status == DeliveryStatus::uncertain;
}

/// What an answer about a document becomes in its history.
std::optional<DeliveryEvent> event_for(RemoteState state) {
    switch (state) {
        case RemoteState::unknown:
            return DeliveryEvent::missing;
        case RemoteState::accepted:
            return DeliveryEvent::accepted;
        case RemoteState::delivered:
            return DeliveryEvent::delivered;
        case RemoteState::rejected:
            return DeliveryEvent::rejected;
        case RemoteState::unreachable:
        case RemoteState::denied:
            return std::nullopt;
    }
    return std::nullopt;
}

/// One run: it brings document after document, and stops when nobody answers.
class Courier {
public:
    Courier(store::Store& store, const DeliveryRequest& request, const DeliveryTools& tools)
        : store_{store}, deliveries_{store, request.entity}, request_{request}, tools_{tools} {}

    /// One document on its way from wherever it is.
    DeliveryItem send(const std::string& document) {
        begin(document);
        if (settlement::must_ask(event_of(last_)) && is_elsewhere()) { return end(); }
        const bool may_be_sent = !settlement::must_ask(event_of(last_)) || is_missing();
        if (may_be_sent && settlement::may_follow(event_of(last_), DeliveryEvent::sending)) {
            hand_over(tools_.make(document));
        }
        return end();
    }

    DeliveryItem ask(const std::string& document) {
        begin(document);
        const bool is_due = is_on_its_way(
            settlement::delivery_status(settlement::Channel::peppol, event_of(last_)));
        if (is_due && !is_elsewhere()) { static_cast<void>(is_missing()); }
        return end();
    }

    /// True when nobody answered at all.
    [[nodiscard]] bool heard_nobody(std::size_t documents) const {
        return documents > 0 && strikes_ == documents;
    }
    void stop_unreachable() { report_end_ = DeliveryReport::End::unreachable; }
    [[nodiscard]] bool has_stopped() const { return report_end_ != DeliveryReport::End::done; }
    [[nodiscard]] DeliveryReport::End report_end() const { return report_end_; }
    [[nodiscard]] const std::string& why() const { return why_; }

private:
    void begin(const std::string& document) {
        document_ = document;
        last_ = deliveries_.last(document);
        is_elsewhere_ = false;
        is_lost_ = false;
        is_silent_ = false;
    }

    /// True when another access point has the document, or may have it: this one cannot know.
    bool is_elsewhere() {
        is_elsewhere_ = last_->access_point != request_.access_point;
        return is_elsewhere_;
    }

    DeliveryItem end() {
        strikes_ = is_silent_ ? strikes_ + 1 : strikes_;
        if (strikes_ >= request_.strikes_max && !has_stopped()) { stop_unreachable(); }
        DeliveryItem item{document_,
                          settlement::delivery_status(settlement::Channel::peppol, event_of(last_)),
                          event_of(last_),
                          last_ ? last_->receipt : "",
                          last_ ? last_->reason : "",
                          is_elsewhere_,
                          is_lost_};
        if (is_silent_ && item.reason.empty()) { item.reason = why_; }
        return item;
    }

    /// Keeps what happened, in a unit of work of its own: it is known whatever comes next.
    void keep(DeliveryEvent event, const std::string& sha256, const std::string& receipt,
              const std::string& reason) {
        const DeliveryStep step{document_,     last_ ? last_->step + 1 : 1, request_.on, event,
                                request_.mode, request_.access_point,       sha256,      receipt,
                                reason};
        store::UnitOfWork work{store_};
        deliveries_.add(step);
        work.commit();
        last_ = step;
    }

    void hand_over(const ReadyDocument& ready) {
        const std::string digest = to_hex(sha256(ready.bytes));
        if (!ready.faults.empty()) {
            keep(DeliveryEvent::faulty, digest, "", joined_reasons(ready.faults));
            return;
        }
        const SentDocument sent{settlement::delivery_key(request_.entity, document_, digest),
                                document_, ready.bytes};
        for (std::size_t tries = 1;; ++tries) {
            keep(DeliveryEvent::sending, digest, "", "");
            const Submission answer = tools_.submit(sent);
            const bool may_try_again = take(answer);
            if (!may_try_again || tries >= request_.tries_max) { return; }
            if (!tools_.wait(tries, answer.wait_seconds)) { return; }
        }
    }

    /// Keeps the answer to a document; true when it is known not to have arrived and may leave
    /// again.
    bool take(const Submission& answer) {
        const std::string digest = last_->sha256;
        const std::string reason = joined_reasons(answer.reasons);
        switch (answer.outcome) {
            case SubmitOutcome::accepted:
                has_answered();
                keep(DeliveryEvent::accepted, digest, answer.receipt, "");
                return false;
            case SubmitOutcome::refused:
                has_answered();
                keep(DeliveryEvent::refused, digest, "", reason);
                return false;
            case SubmitOutcome::denied:
                keep(DeliveryEvent::not_sent, digest, "", reason);
                stop_denied(reason);
                return false;
            case SubmitOutcome::unreachable:
                keep(DeliveryEvent::not_sent, digest, "", reason);
                is_silent(reason);
                return true;
            case SubmitOutcome::uncertain:
                keep(DeliveryEvent::uncertain, digest, "", reason);
                return is_missing();
        }
        return false;
    }

    /// Asks where the document is and keeps what is new; true when it is not with the access point.
    bool is_missing() {
        const std::string key = settlement::delivery_key(request_.entity, document_, last_->sha256);
        for (std::size_t tries = 1;; ++tries) {
            const RemoteStatus answer = tools_.status(key);
            if (const auto event = event_for(answer.state)) {
                has_answered();
                return take_status(*event, answer);
            }
            const std::string reason = joined_reasons(answer.reasons);
            if (answer.state == RemoteState::denied) {
                stop_denied(reason);
                return false;
            }
            is_silent(reason);
            if (tries >= request_.tries_max || !tools_.wait(tries, answer.wait_seconds)) {
                return false;
            }
        }
    }

    bool take_status(DeliveryEvent event, const RemoteStatus& answer) {
        if (event == DeliveryEvent::missing && last_->event == DeliveryEvent::accepted) {
            is_lost_ = true;  // It said otherwise before: a person decides, not this program.
            return false;
        }
        if (event == last_->event) { return false; }
        const std::string receipt = answer.receipt.empty() ? last_->receipt : answer.receipt;
        if (event != DeliveryEvent::missing) {
            keep(event, last_->sha256, receipt, joined_reasons(answer.reasons));
            return false;
        }
        // That it is not there says nothing of why: what was answered to the document does.
        keep(event, last_->sha256, "",
             answer.reasons.empty() ? last_->reason : joined_reasons(answer.reasons));
        return true;
    }

    void has_answered() {
        is_silent_ = false;
        strikes_ = 0;
    }
    void is_silent(const std::string& reason) {
        is_silent_ = true;
        why_ = reason;
    }
    void stop_denied(const std::string& reason) {
        report_end_ = DeliveryReport::End::denied;
        why_ = reason;
    }

    store::Store& store_;
    store::DeliveryRepository deliveries_;
    const DeliveryRequest& request_;
    const DeliveryTools& tools_;
    std::string document_;
    std::optional<DeliveryStep> last_;
    bool is_elsewhere_ = false;
    bool is_lost_ = false;
    bool is_silent_ = false;
    std::size_t strikes_ = 0;
    DeliveryReport::End report_end_ = DeliveryReport::End::done;
    std::string why_;
};

template <typename Work>
DeliveryReport walk(const std::vector<DeliveryRow>& rows, Courier& courier, const Work& work,
                    const Progress& progress) {
    DeliveryReport report;
    for (const DeliveryRow& row : rows) {
        if (courier.has_stopped()) {
            ++report.left;
            continue;
        }
        report.items.push_back(work(row.document));
        progress(report.items.size(), rows.size());
    }
    progress(rows.size(), rows.size());
    if (!courier.has_stopped() && courier.heard_nobody(rows.size())) { courier.stop_unreachable(); }
    report.end = courier.report_end();
    if (courier.has_stopped()) { report.why = courier.why(); }
    return report;
}

/// The first of them that the limit leaves.
void cut(std::vector<DeliveryRow>& rows, std::size_t limit) {
    if (limit > 0 && rows.size() > limit) {
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
    }
}

}  // namespace

std::vector<DeliveryRow> documents_to_send(store::Store& store, const DeliveryRequest& request) {
    std::vector<DeliveryRow> rows = chosen_rows(store, request, waits);
    std::erase_if(rows,
                  [](const DeliveryRow& row) { return row.channel == settlement::Channel::paper; });
    cut(rows, request.limit);
    return rows;
}

DeliveryReport send_documents(store::Store& store, const DeliveryRequest& request,
                              const DeliveryTools& tools, const Progress& progress) {
    Courier courier{store, request, tools};
    return walk(
        documents_to_send(store, request), courier,
        [&courier](const std::string& document) { return courier.send(document); }, progress);
}

DeliveryReport ask_about_documents(store::Store& store, const DeliveryRequest& request,
                                   const DeliveryTools& tools, const Progress& progress) {
    Courier courier{store, request, tools};
    std::vector<DeliveryRow> rows = chosen_rows(store, request, is_on_its_way);
    std::erase_if(rows, [](const DeliveryRow& row) { return !is_on_its_way(row.status()); });
    cut(rows, request.limit);
    return walk(
        rows, courier, [&courier](const std::string& document) { return courier.ask(document); },
        progress);
}

}  // namespace mutua::service
