#include "core/latent/latent_formula.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace faceloom {

namespace {

constexpr int kDeepest = 50;  // parentheses in one another

bool beginsName(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// What people copy from print, as it is typed.
std::string plainSigns(std::string_view text) {
    static constexpr std::pair<std::string_view, char> kSigns[] = {
        {"\u2212", '-'}, {"\u2013", '-'}, {"\u00D7", '*'}, {"\u00B7", '*'}};
    std::string plain(text);
    for (const auto& [sign, meant] : kSigns) {
        for (auto at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at))
            plain.replace(at, sign.size(), 1, meant);
    }
    return plain;
}

// number + Σ weight · set
struct LinearForm {
    double number = 0;
    LatentFormula terms;

    void scale(double factor) {
        number *= factor;
        for (FormulaTerm& term : terms)
            term.weight *= factor;
    }
    void add(const LinearForm& other, double sign) {
        number += sign * other.number;
        for (const FormulaTerm& term : other.terms) {
            const auto known = std::ranges::find(terms, term.set, &FormulaTerm::set);
            if (known == terms.end())
                terms.push_back({term.set, sign * term.weight});
            else
                known->weight += sign * term.weight;
        }
    }
};

// Recursive descent: sum = product {(+|-) product}; product = factor {[*|/] factor};
// factor = number | set | ( sum ) | - factor.
class Parser {
public:
    Parser(std::string text, std::span<const std::string> sets)
        : text_(std::move(text)), sets_(sets) {}

    Result<LatentFormula> whole() {
        if (text_.size() > kLongestFormula) {
            return fail(ErrorCode::InvalidArgument, "the formula is longer than {} characters",
                        kLongestFormula);
        }
        if (next() == '\0') return fail(ErrorCode::InvalidArgument, "no formula: as A - B + C");
        auto form = sum();
        if (!form) return passOn(form);
        if (next() != '\0') return unexpected();
        if (form->terms.empty() || form->number != 0) {
            return fail(ErrorCode::InvalidArgument,
                        "a number by itself is no face: write it before a set, as 0.5*A");
        }
        for (const FormulaTerm& term : form->terms) {
            if (std::abs(term.weight) <= kLargestWeight) continue;
            return fail(ErrorCode::InvalidArgument, "{:g} times {} is beyond {}", term.weight,
                        term.set, kLargestWeight);
        }
        return std::move(form->terms);
    }

private:
    // The next character that is not a space; 0 at the end.
    char next() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t'))
            ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    tl::unexpected<Error> unexpected() const {
        if (at_ >= text_.size()) {
            return fail(ErrorCode::InvalidArgument, "“{}” is not finished", text_);
        }
        std::size_t length = 1;  // the whole of a character of several bytes
        while (at_ + length < text_.size() && (text_[at_ + length] & 0xC0) == 0x80)
            ++length;
        return fail(ErrorCode::InvalidArgument, "“{}” does not belong at position {}",
                    text_.substr(at_, length), at_ + 1);
    }

    Result<LinearForm> sum() {
        auto left = product();
        while (left && (next() == '+' || next() == '-')) {
            const double sign = text_[at_++] == '-' ? -1 : 1;
            const auto right = product();
            if (!right) return right;
            left->add(*right, sign);
        }
        return left;
    }

    Result<LinearForm> product() {
        auto left = factor();
        while (left) {
            const char sign = next();
            const bool written = sign == '*' || sign == '/';
            if (!written && !beginsName(sign) && sign != '(') break;
            if (written) ++at_;
            auto right = factor();
            if (!right) return right;
            if (sign == '/' && (!right->terms.empty() || right->number == 0)) {
                return fail(ErrorCode::InvalidArgument,
                            "only a number that is not 0 can divide, as A/2");
            }
            if (!left->terms.empty() && !right->terms.empty()) {
                return fail(ErrorCode::InvalidArgument, "{} and {} cannot be multiplied",
                            left->terms.front().set, right->terms.front().set);
            }
            if (left->terms.empty()) std::swap(*left, *right);
            left->scale(sign == '/' ? 1 / right->number : right->number);
        }
        return left;
    }

    Result<LinearForm> factor() {
        const char first = next();
        if (first == '-' || first == '+') {
            ++at_;
            auto inner = deeper([this] { return factor(); });
            if (inner) inner->scale(first == '-' ? -1 : 1);
            return inner;
        }
        if (first == '(') {
            ++at_;
            auto inner = deeper([this] { return sum(); });
            if (!inner) return inner;
            if (next() != ')') return unexpected();
            ++at_;
            return inner;
        }
        if (isDigit(first) || first == '.') return number();
        if (beginsName(first)) return set();
        return unexpected();
    }

    template <class Read>
    Result<LinearForm> deeper(Read read) {
        if (++depth_ > kDeepest) {
            return fail(ErrorCode::InvalidArgument, "more than {} parentheses in one another",
                        kDeepest);
        }
        auto form = read();
        --depth_;
        return form;
    }

    Result<LinearForm> number() {
        LinearForm form;
        const char* end = text_.data() + text_.size();
        const auto [stopped, error] = std::from_chars(text_.data() + at_, end, form.number);
        if (error != std::errc() && error != std::errc::result_out_of_range) return unexpected();
        const auto length = static_cast<std::size_t>(stopped - (text_.data() + at_));
        if (error != std::errc() || std::abs(form.number) > kLargestWeight) {
            return fail(ErrorCode::InvalidArgument, "{} is beyond {}", text_.substr(at_, length),
                        kLargestWeight);
        }
        at_ += length;
        return form;
    }

    Result<LinearForm> set() {
        const std::size_t from = at_;
        while (at_ < text_.size() && (beginsName(text_[at_]) || isDigit(text_[at_])))
            ++at_;
        std::string name = text_.substr(from, at_ - from);
        if (std::ranges::find(sets_, name) == sets_.end()) {
            return fail(ErrorCode::InvalidArgument, "there is no set {}; there {} {}", name,
                        sets_.size() == 1 ? "is" : "are", fmt::join(sets_, ", "));
        }
        return LinearForm{0, {{std::move(name), 1}}};
    }

    std::string text_;
    std::span<const std::string> sets_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<LatentFormula> parseFormula(std::string_view text, std::span<const std::string> sets) {
    return Parser(plainSigns(text), sets).whole();
}

Result<Latent> evaluate(const LatentFormula& formula,
                        const std::map<std::string, std::vector<Latent>>& sets) {
    std::vector<LatentTerm> terms;
    for (const FormulaTerm& term : formula) {
        const auto found = sets.find(term.set);
        if (found == sets.end() || found->second.empty()) {
            return fail(ErrorCode::InvalidArgument, "set {} is empty", term.set);
        }
        terms.push_back({term.weight, found->second});
        for (const Latent& latent : terms.back().latents) {
            const std::size_t size = terms.front().latents.front().size();
            if (latent.size() == size) continue;
            return fail(ErrorCode::InvalidArgument, "set {} holds a latent of {} numbers, not {}",
                        term.set, latent.size(), size);
        }
    }
    if (terms.empty()) return fail(ErrorCode::InvalidArgument, "the formula names no set");
    return combine(terms);
}

}  // namespace faceloom
