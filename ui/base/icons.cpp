#include "ui/base/icons.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <cmath>
#include <numbers>
#include <tuple>

namespace faceloom {
namespace {

// Shapes in a square of 24 units; filled ones are closed paths, the others are stroked.
struct Shape {
    QPainterPath strokes;
    QPainterPath fills;
};

void polyline(QPainterPath& path, std::initializer_list<QPointF> points) {
    bool first = true;
    for (const QPointF& point : points) {
        if (first)
            path.moveTo(point);
        else
            path.lineTo(point);
        first = false;
    }
}

void addFace(QPainterPath& path, QPointF centre, qreal radius) {
    path.addEllipse(centre, radius, radius);
    path.moveTo(centre + QPointF(-radius * 0.45, radius * 0.35));
    path.quadTo(centre + QPointF(0, radius * 0.85), centre + QPointF(radius * 0.45, radius * 0.35));
}

Shape openShape() {
    Shape shape;
    polyline(shape.strokes, {{3, 19}, {3, 5}, {9, 5}, {11, 8}, {20, 8}, {20, 11}});
    polyline(shape.strokes, {{3, 19}, {6.5, 11}, {22, 11}, {18.5, 19}, {3, 19}});
    return shape;
}

Shape picturesShape() {
    Shape shape;
    shape.strokes.addRoundedRect(QRectF(3, 5, 18, 14), 2, 2);
    polyline(shape.strokes, {{5, 17}, {10, 11}, {13, 14.5}, {15.5, 12}, {19.5, 17}});
    shape.fills.addEllipse(QPointF(15.5, 8.8), 1.5, 1.5);
    return shape;
}

Shape newFacesShape() {
    Shape shape;
    for (const QPointF corner : {QPointF(3, 3), QPointF(13, 3), QPointF(3, 13)}) {
        shape.strokes.addRoundedRect(QRectF(corner, QSizeF(8, 8)), 1.6, 1.6);
    }
    polyline(shape.strokes, {{17, 13}, {17, 21}});
    polyline(shape.strokes, {{13, 17}, {21, 17}});
    return shape;
}

Shape exportShape() {
    Shape shape;
    polyline(shape.strokes, {{4, 15}, {4, 20}, {20, 20}, {20, 15}});
    polyline(shape.strokes, {{12, 3}, {12, 15}});
    polyline(shape.strokes, {{7, 10.5}, {12, 15.5}, {17, 10.5}});
    return shape;
}

Shape swapShape() {
    Shape shape;
    polyline(shape.strokes, {{3, 8}, {20, 8}});
    polyline(shape.strokes, {{16, 4}, {20, 8}, {16, 12}});
    polyline(shape.strokes, {{21, 16}, {4, 16}});
    polyline(shape.strokes, {{8, 12}, {4, 16}, {8, 20}});
    return shape;
}

Shape historyShape() {
    Shape shape;
    shape.strokes.addRoundedRect(QRectF(3, 4, 18, 13), 2, 2);
    polyline(shape.strokes, {{7, 17}, {7, 21}, {11.5, 17}});
    polyline(shape.strokes, {{7, 8.5}, {17, 8.5}});
    polyline(shape.strokes, {{7, 12.5}, {13, 12.5}});
    return shape;
}

Shape takeShape() {
    Shape shape;
    addFace(shape.strokes, {9, 9}, 6);
    polyline(shape.strokes, {{13, 13}, {20.5, 16}, {17, 17.2}, {15.8, 20.7}, {13, 13}});
    return shape;
}

Shape helpShape() {
    Shape shape;
    shape.strokes.addEllipse(QPointF(12, 12), 9, 9);
    shape.strokes.moveTo(9, 9.5);
    shape.strokes.cubicTo(9, 5.5, 15, 5.5, 15, 9.5);
    shape.strokes.cubicTo(15, 11.5, 12, 11.5, 12, 14);
    shape.fills.addEllipse(QPointF(12, 17), 1.1, 1.1);
    return shape;
}

// Two sparkles.
Shape suggestShape() {
    Shape shape;
    for (const auto& [x, y, size] : {std::tuple{10.0, 13.0, 8.0}, {18.5, 5.5, 4.0}}) {
        const double waist = size * 0.26;
        polyline(shape.fills, {{x, y - size},
                               {x + waist, y - waist},
                               {x + size, y},
                               {x + waist, y + waist},
                               {x, y + size},
                               {x - waist, y + waist},
                               {x - size, y},
                               {x - waist, y - waist}});
        shape.fills.closeSubpath();
    }
    return shape;
}

// An hourglass.
Shape agesShape() {
    Shape shape;
    polyline(shape.strokes, {{6, 3.5}, {18, 3.5}});
    polyline(shape.strokes, {{6, 20.5}, {18, 20.5}});
    polyline(shape.strokes, {{7.5, 3.5}, {7.5, 7}, {12, 12}, {16.5, 7}, {16.5, 3.5}});
    polyline(shape.strokes, {{7.5, 20.5}, {7.5, 17}, {12, 12}, {16.5, 17}, {16.5, 20.5}});
    polyline(shape.fills, {{9.5, 19}, {12, 15}, {14.5, 19}});
    shape.fills.closeSubpath();
    return shape;
}

Shape simpleShape(Symbol symbol) {
    Shape shape;
    if (symbol == Symbol::Play) {
        polyline(shape.fills, {{7, 4}, {20, 12}, {7, 20}});
        shape.fills.closeSubpath();
    } else if (symbol == Symbol::Pause) {
        shape.fills.addRoundedRect(QRectF(6, 4, 4.2, 16), 1, 1);
        shape.fills.addRoundedRect(QRectF(13.8, 4, 4.2, 16), 1, 1);
    } else if (symbol == Symbol::More) {
        for (const double y : {5.0, 12.0, 19.0})
            shape.fills.addEllipse(QPointF(12, y), 1.9, 1.9);
    } else if (symbol == Symbol::Add) {
        polyline(shape.strokes, {{12, 4}, {12, 20}});
        polyline(shape.strokes, {{4, 12}, {20, 12}});
    } else if (symbol == Symbol::Favourite) {
        shape.fills.addPolygon(starShape().translated(12, 12.5));
        shape.fills.closeSubpath();
    } else if (symbol == Symbol::Stop) {
        shape.fills.addRoundedRect(QRectF(5, 5, 14, 14), 1.5, 1.5);
    } else {  // Close, Clear
        polyline(shape.strokes, {{6, 6}, {18, 18}});
        polyline(shape.strokes, {{18, 6}, {6, 18}});
    }
    return shape;
}

Shape lockShape() {
    Shape shape;
    shape.fills.addRoundedRect(QRectF(5, 11, 14, 10), 2, 2);
    shape.strokes.moveTo(8, 11);
    shape.strokes.lineTo(8, 8);
    shape.strokes.arcTo(QRectF(8, 4, 8, 8), 180, -180);
    shape.strokes.lineTo(16, 11);
    return shape;
}

// An arrow that turns back.
Shape resetShape() {
    Shape shape;
    shape.strokes.arcMoveTo(QRectF(5, 5, 14, 14), 150);
    shape.strokes.arcTo(QRectF(5, 5, 14, 14), 150, -300);
    polyline(shape.strokes, {{4.5, 3.5}, {5.5, 8.8}, {10.8, 8}});
    return shape;
}

// Two arrows, there and back.
Shape loopShape() {
    Shape shape;
    polyline(shape.strokes, {{4, 12}, {4, 7}, {19.5, 7}});
    polyline(shape.strokes, {{16, 3.5}, {19.5, 7}, {16, 10.5}});
    polyline(shape.strokes, {{20, 12}, {20, 17}, {4.5, 17}});
    polyline(shape.strokes, {{8, 13.5}, {4.5, 17}, {8, 20.5}});
    return shape;
}

// A page with a curve and lines.
Shape reportShape() {
    Shape shape;
    shape.strokes.addRoundedRect(QRectF(5, 3, 14, 18), 1.5, 1.5);
    polyline(shape.strokes, {{8, 11}, {10.5, 7.5}, {13, 9.5}, {16, 6}});
    polyline(shape.strokes, {{8, 14.5}, {16, 14.5}});
    polyline(shape.strokes, {{8, 17.5}, {13, 17.5}});
    return shape;
}

Shape shapeOf(Symbol symbol) {
    switch (symbol) {
        case Symbol::Open:
            return openShape();
        case Symbol::Pictures:
            return picturesShape();
        case Symbol::NewFaces:
            return newFacesShape();
        case Symbol::Export:
            return exportShape();
        case Symbol::Swap:
            return swapShape();
        case Symbol::History:
            return historyShape();
        case Symbol::Take:
            return takeShape();
        case Symbol::Suggest:
            return suggestShape();
        case Symbol::Ages:
            return agesShape();
        case Symbol::Help:
            return helpShape();
        case Symbol::Lock:
            return lockShape();
        case Symbol::Reset:
            return resetShape();
        case Symbol::Loop:
            return loopShape();
        case Symbol::Report:
            return reportShape();
        default:
            return simpleShape(symbol);
    }
}

class SymbolEngine : public QIconEngine {
public:
    explicit SymbolEngine(Symbol symbol) : symbol_(symbol) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const QColor colour = QApplication::palette().color(group, QPalette::ButtonText);
        const Shape shape = shapeOf(symbol_);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 24.0, rect.height() / 24.0);
        painter->strokePath(shape.strokes,
                            QPen(colour, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->fillPath(shape.fills, colour);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        if (size.isEmpty()) return {};  // in a button without room for it
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new SymbolEngine(symbol_); }

private:
    Symbol symbol_;
};

}  // namespace

QIcon symbolIcon(Symbol symbol) {
    return QIcon(new SymbolEngine(symbol));
}

QPolygonF starShape() {
    constexpr int kCorners = 10;
    QPolygonF star;
    for (int corner = 0; corner < kCorners; ++corner) {
        const double angle = 2 * std::numbers::pi * corner / kCorners;
        star << QPointF(std::sin(angle), -std::cos(angle)) * (corner % 2 == 0 ? 10 : 4.2);
    }
    return star;
}

}  // namespace faceloom
